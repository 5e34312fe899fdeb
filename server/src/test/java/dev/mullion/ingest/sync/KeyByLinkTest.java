package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Credential;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.tenancy.Actor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner of an account, who is nobody's member, pastes its key by a link that a manager sent them. */
class KeyByLinkTest {

    private static final String UNKNOWN = "rk_live_ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ";

    private final TestServer server = ReadGitHub.server();
    private final ConnectByLink here = ConnectByLink.toStripe();

    @Test
    void anOwnerPastesAKeyWithoutASessionAndItIsRead() {
        String link = here.make();

        assertThat(server.get(link).body()).contains("Restricted key").doesNotContain("rk_live_s");
        HttpResponse<String> answer = here.paste(link, ReadStripe.KEY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Thank you").doesNotContain(ReadStripe.KEY);
        await(() -> here.connections().getFirst().state() == Connection.State.ACTIVE);
        assertThat(server.get(link).statusCode()).isEqualTo(410);
        assertThat(here.trail())
                .contains(
                        "person:" + here.manager.id() + " connection.link-made",
                        "link connection.added",
                        "link connection.link-used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_live_synthetic0000000000000000",
                "pk_live_synthetic0000000000000000",
                "rk_live_",
                "",
                "\u0000"
            })
    void whatIsNoRestrictedKeyLeavesTheLinkAsItWas(String pasted) {
        String link = here.make();

        HttpResponse<String> answer = here.paste(link, pasted);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Not taken:").doesNotContain("synthetic0000");
        assertThat(here.connections()).isEmpty();
        assertThat(here.paste(link, ReadStripe.KEY).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("isolation-41")
    void aKeyThatTheVendorRefusesLeavesTheLinkAsItWas() {
        String link = here.make();

        HttpResponse<String> answer = here.paste(link, UNKNOWN);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Not taken: Stripe does not accept the key; make a new one and paste it.")
                .doesNotContain(UNKNOWN, "con_", here.workspace.slug().value());
        assertThat(here.connections()).isEmpty();
        assertThat(here.trail())
                .contains("link connection.added", "system:sync connection.removed")
                .doesNotContain("link connection.link-used");
        assertThat(here.inside(() -> server.bean(ConnectLinks.class).open())).hasSize(1);
        assertThat(here.paste(link, ReadStripe.KEY).body()).contains("Thank you", "Stripe accepts the key");
        assertThat(server.get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void aKeyThatNobodyCouldTryInTimeUsesTheLinkUpAndThatIsSaid() {
        String link = here.make();
        ReadStripe.vendor().feel(StripeMood.TRUNCATED);

        HttpResponse<String> answer = here.paste(link, ReadStripe.KEY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("whether Stripe accepts it is not known yet")
                .doesNotContain("accepts the key");
        assertThat(here.connections()).hasSize(1);
        assertThat(here.trail()).contains("link connection.link-used");
        assertThat(server.get(link).statusCode()).isEqualTo(410);
    }

    /** What came of a key is known, and its link was withdrawn meanwhile: nothing gives it back. */
    @Test
    @Attack("isolation-43")
    void aLinkThatIsWithdrawnWhileAKeyIsTriedStaysWithdrawn() {
        ConnectLinks links = server.bean(ConnectLinks.class);
        ConnectLinks.Made made = here.inside(() -> links.make("stripe", Actor.OPERATOR));
        String path = made.link().address().getPath();
        Credential secret = Credential.of(ConnectByLink.secret(path));

        assertThat(links.begin(secret, _ -> true)).isInstanceOf(ConnectLinks.Try.Begun.class);
        assertThat(links.begin(secret, _ -> true)).isInstanceOf(ConnectLinks.Try.UnderWay.class);
        assertThat(here.paste(path, ReadStripe.KEY).statusCode()).isEqualTo(409);
        here.inside(() -> {
            links.withdraw(made.id(), Actor.OPERATOR);
            return true;
        });
        links.settle(secret, false);

        assertThat(server.get(path).statusCode()).isEqualTo(410);
        assertThat(here.connections()).isEmpty();
    }

    /** A server that was stopped between: nobody settles it, and the link lives on. */
    @Test
    void aTryThatNobodySettlesHoldsTheLinkForAMinuteAtMost() {
        String link = here.make();
        server.bean(ConnectLinks.class).begin(Credential.of(ConnectByLink.secret(link)), _ -> true);
        assertThat(server.get(link).statusCode()).isEqualTo(200);

        server.asAdministrator("update mullion.connect_link set trying_until = trying_until - interval '61 seconds'"
                + " where workspace_id = '" + here.workspace.id().value() + "'");

        assertThat(here.paste(link, ReadStripe.KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAFormThatTheWebServerWouldKeep() {
        String link = here.make();

        assertThat(server.post(link, "secret=" + ReadStripe.KEY).statusCode()).isEqualTo(422);
        assertThat(here.send(link, "secret=" + "x".repeat(5_000)).statusCode()).isEqualTo(422);
        assertThat(here.connections()).isEmpty();
    }

    @Test
    void aFormOfAnotherSiteUsesNothing() {
        String link = here.make();

        HttpResponse<String> answer = server.send(server.request(link, "Sec-Fetch-Site", "cross-site")
                .header("Content-Type", ConnectByLink.TEXT)
                .POST(HttpRequest.BodyPublishers.ofString("secret=" + ReadStripe.KEY)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(server.get(link).statusCode()).isEqualTo(200);
    }

    private static void await(BooleanSupplier until) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 seconds").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
