package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.keys.KeyRing;
import dev.mullion.settings.KeyCustody;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.Trust;
import dev.mullion.trust.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises about secrets turn red when a secret is not where, or as, it should be. */
@SuppressWarnings("NullAway.Init")
class SecretControlsTest {

    private static final SecretRef FIRST = new SecretRef(UUID.randomUUID(), "first");
    private static final SecretRef SECOND = new SecretRef(UUID.randomUUID(), "second");

    private static TestServer server;
    private static Workspace workspace;

    @BeforeAll
    static void aServerWithTwoSecrets() {
        server = TestServer.start();
        workspace = server.newWorkspace();
        server.bean(Workspaces.class).within(workspace.id(), () -> {
            for (SecretRef ref : List.of(FIRST, SECOND)) {
                server.bean(Vault.class)
                        .store(
                                ref,
                                SecretTerms.vendorToken("api.vendor.example"),
                                ("the token of " + ref.field()).getBytes(StandardCharsets.UTF_8),
                                Actor.OPERATOR);
            }
            return true;
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sealed = 'a token that somebody put there in the clear'::bytea",
                "sealed = (select o.sealed from secret o where o.workspace_id = :workspace and o.field = 'second')",
                "hosts = array['attacker.example']",
                "row_version = row_version + 1"
            })
    void aStoredSecretThatIsNotAsItWasSealed(String change) {
        assertThat(failed("P10")).isEmpty();
        SealedRow before =
                inside(() -> server.bean(SecretRows.class).find(FIRST).orElseThrow());
        inside(() -> tenant().sql("update secret set " + change
                        + " where workspace_id = :workspace and owner = :owner and field = :field")
                .param("owner", FIRST.owner())
                .param("field", FIRST.field())
                .update());
        try {
            assertThat(failed("P10")).containsExactly("sample.opens");
        } finally {
            inside(() -> {
                new CanaryWorkspaces(server.bean(Workspaces.class), tenant(), "none").overwrite(FIRST, before);
                return true;
            });
        }
        assertThat(failed("P10")).isEmpty();
    }

    /** Its own workspace in the stranger's place: there it opens, and that is told. */
    @Test
    void aSecretThatOpensInAnotherPlace() {
        assertThat(names(server.bean(StoredSecrets.class).run(workspace.id()), Outcome.FAILED))
                .containsExactly("sample.elsewhere");
    }

    /** With the whole keys in the place of a web server's half both open, and that is told. */
    @Test
    void aWebServerWithAWorkersKeys() {
        KeyRing whole = server.bean(KeyRing.class);

        assertThat(names(intake(EnumSet.of(KeyCustody.Role.WORKER)).run(whole), Outcome.FAILED))
                .containsExactlyInAnyOrder("intake.box", "intake.stored");
        assertThat(names(intake(EnumSet.of(KeyCustody.Role.WORKER)).run(whole.ofWebAlone()), Outcome.OK))
                .containsExactlyInAnyOrder("intake.box", "intake.admitted", "intake.stored", "intake.apart");
    }

    /** The keys are apart, the processes are not: that is less than was promised, and more than nothing. */
    @Test
    void oneServerWithBothRolesIsPartial() {
        Evidence seen = check("P11");

        assertThat(seen.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(names(checks(seen), Outcome.PARTIAL)).containsExactly("intake.apart");
        assertThat(server.bean(Workspaces.class).list())
                .noneMatch(listed -> listed.slug().value().startsWith("canary"));
    }

    @Test
    void whatWasTriedIsNoUseOfTheSecret() {
        check("P10");
        server.bean(SecretUses.class).keep();

        long uses = inside(() -> tenant().sql(
                        "select count(*) from secret_use where workspace_id = :workspace and outcome = 'used'")
                .query(Long.class)
                .single());
        assertThat(uses).isZero();
    }

    private static TenantSql tenant() {
        return server.bean(TenantSql.class);
    }

    private static <T> T inside(Supplier<T> work) {
        return server.bean(Workspaces.class).within(workspace.id(), work::get);
    }

    private static IntakeProbes intake(Set<KeyCustody.Role> roles) {
        Workspaces workspaces = server.bean(Workspaces.class);
        return new IntakeProbes(
                server.bean(Vault.class),
                server.bean(SecretRows.class),
                new CanaryWorkspaces(workspaces, server.bean(TenantSql.class), "promises"),
                workspaces,
                server.bean(KeyRing.class),
                roles);
    }

    private static List<String> failed(String promise) {
        return names(checks(check(promise)), Outcome.FAILED);
    }

    private static List<String> names(List<Check> checks, Outcome outcome) {
        return checks.stream()
                .filter(check -> check.outcome() == outcome)
                .map(Check::name)
                .toList();
    }

    private static Evidence check(String promise) {
        return server.bean(Trust.class).checkNow(new PromiseId(promise)).orElseThrow();
    }

    private static List<Check> checks(Evidence evidence) {
        return evidence.finding() instanceof Finding.Tried(var checks) ? checks : List.of();
    }
}
