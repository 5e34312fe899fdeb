package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.LockedRequests;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.checks.Verification;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KmsKey;
import dev.mullion.kms.FakeKms;
import dev.mullion.kms.FakeKms.Mood;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Control;
import dev.mullion.trust.Finding;
import dev.mullion.trust.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one customer who switches the key off does to the checks and the counts of the whole installation. */
@SuppressWarnings("NullAway.Init")
class LockedCustomerTest {

    private static final KmsKey KEY =
            new KmsKey("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    private static final SecretRef REF = new SecretRef(UUID.randomUUID(), "token");
    private static final SecretTerms TERMS = SecretTerms.vendorToken("api.vendor.example");

    private static FakeKms service;
    private static TestServer server;
    private static Workspace theirs;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIASANDBOXSANDBOX00");
        System.setProperty("aws.secretAccessKey", "of the sandbox");
        service = FakeKms.start();
        server = TestServer.startWithKms(service.address());
        theirs = server.newWorkspace();
        fill(theirs);
        fill(server.newWorkspace());
        server.bean(KeyBindings.class).bind(theirs.id(), KEY, Actor.OPERATOR);
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @BeforeEach
    void lock() {
        service.mood(KEY.arn(), Mood.DISABLED);
        server.bean(KeyRing.class).sets().forget(theirs.id().value());
        assertThat(server.bean(KeyRing.class).isLocked(theirs.id().value())).isTrue();
    }

    @AfterEach
    void unlock() {
        service.mood(KEY.arn(), Mood.WORKING);
        // The refusal is remembered for some seconds.
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (isLocked() && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(isLocked()).isFalse();
    }

    @Test
    @Attack("secrets-22")
    void turnsNoPromiseRedAndTheOthersAreTried() {
        for (String promise : List.of("P10", "P33")) {
            Finding.Tried found = tried(promise);
            assertThat(found.verdict()).as(promise).isEqualTo(Verdict.PARTIAL);
            assertThat(of(found.checks(), Outcome.PARTIAL)).as(promise).containsExactly("sample.untried");
            assertThat(of(found.checks(), Outcome.OK)).as(promise).isNotEmpty();
        }
    }

    @Test
    @Attack("secrets-22")
    void itsLogIsUntriedAndTheOthersAreVerified() {
        Verification audit = server.context().getBeansOfType(Verification.class).values().stream()
                .filter(verification -> verification.name().equals("audit"))
                .findFirst()
                .orElseThrow();

        List<Check> checks = audit.run();

        assertThat(of(checks, Outcome.FAILED)).isEmpty();
        assertThat(of(checks, Outcome.PARTIAL)).containsExactly("log." + theirs.slug());
    }

    @Test
    @Attack("secrets-22")
    void whatWasCountedOfItsSecretsIsThereWhenItOpens() {
        SecretUses uses = server.bean(SecretUses.class);
        uses.refused(theirs.id(), REF, "while-locked", SecretUnavailable.Reason.KEYS_LOCKED);
        uses.refused(theirs.id(), REF, "while-locked", SecretUnavailable.Reason.KEYS_LOCKED);
        uses.keep();
        uses.keep();

        unlock();
        uses.keep();

        assertThat(server.bean(Workspaces.class)
                        .within(
                                theirs.id(),
                                () -> server.bean(TenantSql.class)
                                        .sql("select sum(uses) from secret_use"
                                                + " where workspace_id = :workspace and purpose = 'while-locked'")
                                        .query(Long.class)
                                        .single()))
                .isEqualTo(2);
    }

    @Test
    @Attack("secrets-22")
    void whoWasTurnedAwayFromItStandsInItsLogWhenItOpens() {
        var requests =
                new LockedRequests(server.bean(Workspaces.class), server.bean(AuditTrail.class), Clock.systemUTC());
        for (int request = 0; request < 12; request++) {
            requests.turnAway(theirs.id(), Actor.OPERATOR);
        }
        requests.summarise();

        unlock();
        requests.summarise();
        requests.summarise();

        List<String> told = server
                .bean(Workspaces.class)
                .within(theirs.id(), () -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 100))
                .stream()
                .filter(event -> event.verb().equals("requests.counted"))
                .map(AuditEntry::detail)
                .toList();
        assertThat(told).singleElement().asString().startsWith("10 requests, while this workspace was locked,");
    }

    private static void fill(Workspace workspace) {
        server.bean(Workspaces.class).within(workspace.id(), () -> {
            byte[] text = "the token of a test".getBytes(StandardCharsets.US_ASCII);
            server.bean(Vault.class).store(REF, TERMS, text, Actor.OPERATOR);
            return true;
        });
    }

    private static boolean isLocked() {
        return server.bean(KeyRing.class).isLocked(theirs.id().value());
    }

    private static Finding.Tried tried(String promise) {
        Control control = server.context().getBeansOfType(Control.class).values().stream()
                .filter(found -> found.promise().toString().equals(promise))
                .findFirst()
                .orElseThrow();
        return (Finding.Tried) control.probe().run();
    }

    private static List<String> of(List<Check> checks, Outcome outcome) {
        return checks.stream()
                .filter(check -> check.outcome() == outcome)
                .map(Check::name)
                .toList();
    }
}
