package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.Removals;
import dev.mullion.ingest.sync.FirstTries.Outcome;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.Intake;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second key is pasted while nobody knows yet whether the first one does: each is judged by itself. */
class FirstKeyOfTwoTest {

    private static final String SECOND = "rk_live_synthetic0000000000000001";

    private final ReadStripe link = ReadStripe.connected();
    private final FirstTries asked = ReadStripe.bean(FirstTries.class);
    private int number;

    /** Stripe gave no whole answer then, and knows the second one alone from now on. */
    @BeforeEach
    void aSecondOneWaits() {
        ReadStripe.vendor().show(StripeAccount.of(SECOND, ReadStripe.ANCHOR));
        ReadStripe.vendor().feel(StripeMood.TRUNCATED);
        number = link.inside(
                () -> ReadStripe.pasted(link.connection(), "api-key", SECOND).orElseThrow());
        await(() -> link.inside(() -> ReadStripe.bean(TenantSql.class)
                        .sql("""
                                select count(*)
                                  from key_try
                                 where workspace_id = :workspace
                                   and due_at > asked_at
                                   and due_at < asked_at + interval '2 minutes'
                                """)
                        .query(Long.class)
                        .single())
                == 1);
        ReadStripe.vendor().feel(StripeMood.KIND);
        isDue();
    }

    @Test
    void isRefusedAndLeavesTheSecondToBeTried() {
        assertThat(link.read().state()).isEqualTo(SyncRun.State.FAILED);

        assertThat(link.connection().state()).isEqualTo(Connection.State.WAITING);
        assertThat(fields()).containsExactly("api-key-next");
        assertThat(asked.await(link.workspace.id(), link.id)).isInstanceOf(Outcome.Refused.class);

        ReadStripe.bean(NextKeys.class).round();

        assertThat(asked.await(link.workspace.id(), link.id, number)).isEqualTo(new Outcome.Works());
        await(() -> link.connection().state() == Connection.State.ACTIVE);
        assertThat(fields()).containsExactly("api-key");
    }

    @Test
    void leavesNothingWhereTheSecondIsRefusedAsWell() {
        ReadStripe.vendor().show(StripeAccount.of("rk_live_synthetic0000000000000002", ReadStripe.ANCHOR));
        link.read();

        ReadStripe.bean(NextKeys.class).round();

        assertThat(asked.await(link.workspace.id(), link.id, number))
                .isEqualTo(new Outcome.Refused("Stripe does not accept the key; make a new one and paste it"));
        assertThat(link.inside(() -> ReadStripe.bean(Connections.class).list())).isEmpty();
        assertThat(fields()).isEmpty();
        assertThat(link.inside(() -> ReadStripe.bean(Removals.class).of(link.id)))
                .hasValueSatisfying(gone -> assertThat(gone.said()).contains("Stripe does not accept the key"));
    }

    @Test
    void staysWhereTheSecondIsRefusedBeforeIt() {
        ReadStripe.vendor().show(ReadStripe.account());

        ReadStripe.bean(NextKeys.class).round();

        assertThat(asked.await(link.workspace.id(), link.id, number)).isInstanceOf(Outcome.Refused.class);
        assertThat(fields()).containsExactly("api-key");
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    /** The second one took its place while its run waited for Stripe's answer. */
    @Test
    void doesNotEndWhatTheSecondOneConnectedMeanwhile() throws InterruptedException {
        Halt halt = ReadStripe.vendor().haltAfter(0);
        Syncs.Asked.Begun run = link.begun();
        assertThat(halt.isReached()).isTrue();
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
        ReadStripe.bean(NextKeys.class).round();
        assertThat(asked.await(link.workspace.id(), link.id, number)).isEqualTo(new Outcome.Works());
        halt.release();

        assertThat(ReadGitHub.ended(run).state()).isEqualTo(SyncRun.State.FAILED);

        assertThat(fields()).containsExactly("api-key");
        assertThat(link.inside(() -> ReadStripe.bean(Leases.class).due()))
                .as("the second one is read now")
                .containsExactly(link.id);
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.connection().state()).isEqualTo(Connection.State.ACTIVE);
    }

    @Test
    void leavesNothingWhereItsBoxDoesNotOpen() {
        ReadStripe other = ReadStripe.connected();
        other.inside(() -> {
            ReadStripe.bean(Vault.class).remove(HeldKeys.ref(other.id), Actor.OPERATOR);
            return ReadStripe.bean(Intake.class)
                    .submit(
                            HeldKeys.ref(other.id),
                            SecretTerms.vendorToken(ReadStripe.host()),
                            new byte[200],
                            Actor.OPERATOR);
        });

        assertThat(asked.await(other.workspace.id(), other.id))
                .isEqualTo(new Outcome.Refused("what was pasted could not be opened; paste the key again"));
    }

    private List<String> fields() {
        return link.inside(() -> ReadStripe.bean(TenantSql.class)
                .sql("select field from secret where workspace_id = :workspace order by field")
                .query(String.class)
                .list());
    }

    private void isDue() {
        ReadGitHub.server()
                .asAdministrator(
                        "update mullion.key_try set due_at = now() - interval '1 second' where workspace_id = '"
                                + link.workspace.id().value() + "'");
    }

    private static void await(BooleanSupplier until) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 seconds").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
