package dev.mullion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeVendor;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PasteCommandsTest {

    private static final String KEY = "rk_test_synthetic0000000000000000";
    private static final StripeVendor VENDOR =
            StripeVendor.start(StripeAccount.of(KEY, Instant.parse("2026-06-10T18:00:00Z")));
    private static final TestServer SERVER =
            TestServer.startWithSandboxes(Map.of("stripe", VENDOR.address()), Optional.empty(), Optional.empty());

    @AfterAll
    static void stop() {
        SERVER.close();
        VENDOR.close();
    }

    private final Workspace workspace = SERVER.newWorkspace();

    @Test
    void connectsByAKeyThatTheServerNeverSeesInTheClear() {
        Said said = paste(KEY);

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("Stripe accepts it", "connection con_", "/hooks/stripe/")
                .doesNotContain("synthetic");
        assertThat(connections()).singleElement().satisfies(one -> {
            assertThat(one.connector()).isEqualTo("stripe");
            assertThat(one.kind()).isEqualTo(Connection.Kind.KEY);
            assertThat(one.mode()).isEqualTo(Connection.Mode.TEST);
            assertThat(one.state()).isEqualTo(Connection.State.ACTIVE);
        });
    }

    @Test
    void aKeyThatStripeDoesNotAcceptConnectsNothing() {
        Said said = paste("rk_test_ZZZZZZZZZZZZZZZZZZZZZZZZ");

        assertThat(said.exit()).isEqualTo(ExitCode.FAILURE.number());
        assertThat(said.err())
                .contains("mullion: Stripe does not accept the key; make a new one and paste it", "is gone")
                .doesNotContain("ZZZZ");
        assertThat(said.out()).doesNotContain("/hooks/stripe/");
        assertThat(connections()).isEmpty();
    }

    @Test
    void refusesASecretKeyBeforeAnythingIsMade() {
        assertThatThrownBy(() -> paste("sk_live_synthetic0000000000000000"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("may do everything")
                .hasMessageNotContaining("synthetic");
        assertThat(connections()).isEmpty();
    }

    @Test
    void doesNotReadTheOtherModeIntoOneWorkspace() {
        paste(KEY);

        Said said = paste("rk_live_synthetic0000000000000000");

        assertThat(said.exit()).isEqualTo(ExitCode.CONFLICT.number());
        assertThat(said.err()).contains("in a workspace of its own");
        assertThat(connections()).hasSize(1);
    }

    @Test
    void givesAConnectionAnotherKeyAndAWebhookSecret() {
        paste(KEY);
        String id = connections().getFirst().id().toString();

        assertThat(paste(KEY, "--connection", id).exit()).isZero();
        assertThat(paste("whsec_synthetic", "--connection", id, "--webhook-secret")
                        .exit())
                .isZero();
        assertThatThrownBy(() -> paste("whsec_synthetic", "--webhook-secret")).isInstanceOf(CommandFailed.class);
        assertThat(connections()).hasSize(1);
    }

    /** It was ended after the box was begun, and before it was sealed. */
    @Test
    void takesNothingForAConnectionThatEndedMeanwhile() {
        Said said = paste(KEY, sent -> {
            if (sent.contains("take")) {
                inside(() -> {
                    SERVER.bean(Connections.class)
                            .disconnect(connections().getFirst().id(), Actor.OPERATOR);
                    return true;
                });
            }
        });

        assertThat(said.exit()).isEqualTo(ExitCode.CONFLICT.number());
        assertThat(said.err()).contains("disconnected").doesNotContain("synthetic");
        assertThat(waiting()).isZero();
    }

    private long waiting() {
        return inside(() -> SERVER.bean(TenantSql.class)
                .sql("select count(*) from sealed_intake where workspace_id = :workspace")
                .query(Long.class)
                .single());
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return SERVER.bean(Workspaces.class).within(workspace.id(), work);
    }

    private List<Connection> connections() {
        return SERVER.bean(Workspaces.class)
                .within(workspace.id(), () -> SERVER.bean(Connections.class).list());
    }

    private Said paste(String secret, String... more) {
        return paste(secret, _ -> {}, more);
    }

    private Said paste(String secret, Consumer<List<String>> before, String... more) {
        PasteCommand command = new PasteCommand();
        String[] arguments = new String[more.length + 3];
        arguments[0] = "stripe";
        arguments[1] = "--workspace";
        arguments[2] = workspace.slug().value();
        System.arraycopy(more, 0, arguments, 3, more.length);
        new CommandLine(command).parseArgs(arguments);
        return Said.by(console -> command.paste(
                        console,
                        new ByteArrayInputStream((secret + "\n").getBytes(UTF_8)),
                        (sent, out) -> {
                            before.accept(sent);
                            return Commands.inServer(SERVER.bean(Operator.class), out)
                                    .run(sent);
                        },
                        PastedKeys.known())
                .number());
    }
}
