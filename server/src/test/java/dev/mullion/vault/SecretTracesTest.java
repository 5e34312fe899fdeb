package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.mullion.Attack;
import dev.mullion.Overheard;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Where the text of a secret could be left behind by storing, using, moving and failing to open it. */
class SecretTracesTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);
    private static final SecretTerms TERMS = SecretTerms.vendorToken("api.vendor.example");

    private final Vault vault = SERVER.bean(Vault.class);
    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final SecretRef ref = new SecretRef(UUID.randomUUID(), "access-token");
    private final String text = "vnd_" + UUID.randomUUID();
    private final byte[] token = text.getBytes(StandardCharsets.US_ASCII);
    private Workspace workspace;

    @BeforeEach
    void aWorkspace() {
        workspace = SERVER.newWorkspace();
    }

    /** Everything says all that it can: the driver its parameters, Spring its statements, the server its work. */
    @Test
    @Attack("secrets-12")
    void noLogHasItAtTheFinestLevel() {
        String heard = whileEverythingIsLogged(() -> {
            usedInEveryWay();
            SERVER.get("/api/v1/workspaces/" + workspace.slug() + "/connections?token=" + workspace.id());
            return true;
        });

        assertThat(heard).contains("secret_version").contains(ref.owner().toString());
        isFree(heard, "the log");
    }

    @Test
    @Attack("secrets-12")
    void noErrorHasIt() {
        store();
        inside(() -> SERVER.bean(TenantSql.class)
                .sql("update secret set hosts = array['attacker.example'] where workspace_id = :workspace"
                        + " and owner = :owner")
                .param("owner", ref.owner())
                .update());
        assertThatThrownBy(() -> inside(() -> vault.open(ref, TEST, _ -> true)))
                .satisfies(refused -> isFree(trace(refused), "the error of one that does not open"));
        assertThatThrownBy(() -> inside(() -> {
                    vault.store(ref, TERMS, Arrays.copyOf(token, Envelope.LONGEST + 1), Actor.OPERATOR);
                    return true;
                }))
                .satisfies(refused -> isFree(trace(refused), "the error of one that is too long"));
        store();
        assertThatThrownBy(() -> inside(() -> vault.open(ref, TEST, secret -> {
                    throw new IllegalStateException("the vendor did not take " + secret);
                })))
                .satisfies(failed -> isFree(trace(failed), "the error of the work"));
        AtomicReference<Secret> kept = new AtomicReference<>();
        inside(() -> vault.open(ref, TEST, secret -> {
            kept.set(secret);
            return true;
        }));
        assertThatThrownBy(() -> kept.get().expose(byte[]::clone))
                .satisfies(refused -> isFree(trace(refused), "the error of a secret that was kept"));
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    @Attack("secrets-12")
    void noExportOfTheAuditLogHasIt(ExportFormat format) throws IOException {
        usedInEveryWay();
        var out = new ByteArrayOutputStream();

        SERVER.bean(Exports.class)
                .prepare(workspace.id(), Actor.OPERATOR, format, AuditFilter.ALL)
                .write(out);

        String exported = out.toString(StandardCharsets.UTF_8);
        assertThat(exported).contains(ref.owner().toString());
        isFree(exported, "the export");
        exported.lines()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .filter(word -> word.matches("[A-Za-z0-9+/]{8,}={0,2}") && word.length() % 4 == 0)
                .forEach(word -> isFree(
                        new String(Base64.getDecoder().decode(word), StandardCharsets.ISO_8859_1),
                        "what the export has in base64"));
    }

    /** The copies that were lent, and the vault's own, are zero when the call has ended. */
    @Test
    @Attack("secrets-12")
    void noMemoryThatWasLentHasItAfterwards() {
        store();
        List<byte[]> lent = new ArrayList<>();
        List<Secret> secrets = new ArrayList<>();
        inside(() -> vault.open(ref, TEST, secret -> {
            secrets.add(secret);
            secret.expose(lent::add);
            return secret.expose(bytes -> {
                lent.add(bytes);
                return lent.getLast().length == token.length;
            });
        }));

        assertThat(lent).hasSize(2).allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
        assertThat(secrets)
                .allSatisfy(secret -> assertThat(secret).isEqualTo(new Secret(new byte[token.length], TERMS.hosts())));
    }

    /** What tools show of a process while a secret is lent: the frames and names of its threads, and its properties. */
    @Test
    @Attack("secrets-12")
    void noThreadDumpHasItWhileItIsLent() {
        store();
        String shown = inside(() -> vault.open(ref, TEST, _ -> {
            StringBuilder dump = new StringBuilder();
            for (Map.Entry<Thread, StackTraceElement[]> thread :
                    Thread.getAllStackTraces().entrySet()) {
                dump.append(thread.getKey())
                        .append(Arrays.toString(thread.getValue()))
                        .append('\n');
            }
            return dump.append(System.getProperties())
                    .append(System.getenv())
                    .append(ProcessHandle.current().info())
                    .toString();
        }));

        assertThat(shown).contains("noThreadDumpHasItWhileItIsLent");
        isFree(shown, "the thread dump");
    }

    private void usedInEveryWay() {
        store();
        inside(() -> vault.open(ref, TEST, secret -> secret.matches(token)));
        inside(() -> vault.of(ref.owner()).toString());
        SERVER.bean(SealingRotation.class).rotate(workspace.id(), Actor.OPERATOR, _ -> {});
        inside(() -> {
            vault.remove(ref, Actor.OPERATOR);
            return true;
        });
        assertThatThrownBy(() -> inside(() -> vault.open(ref, TEST, _ -> true))).isInstanceOf(SecretUnavailable.class);
        SERVER.bean(SecretUses.class).keep();
    }

    private void store() {
        inside(() -> {
            vault.store(ref, TERMS, token, Actor.OPERATOR);
            return true;
        });
    }

    /** As it is, and as programs write bytes. */
    private void isFree(String shown, String where) {
        for (String form : List.of(
                text,
                HexFormat.of().formatHex(token),
                Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(token, 39)),
                Arrays.toString(token))) {
            assertThat(shown.contains(form)).as(where + " has " + form).isFalse();
        }
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static String whileEverythingIsLogged(Supplier<Boolean> work) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        List<Appender<ILoggingEvent>> others = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        try (Overheard log = Overheard.listen()) {
            root.setLevel(Level.TRACE);
            assertThat(work.get()).isTrue();
            return log.text();
        } finally {
            root.setLevel(before);
            others.forEach(root::addAppender);
        }
    }

    private <T> T inside(Supplier<T> work) {
        return workspaces.within(workspace.id(), work::get);
    }
}
