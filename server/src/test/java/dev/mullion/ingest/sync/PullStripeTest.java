package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Grants;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.egress.Bounds;
import dev.mullion.egress.Hurry;
import dev.mullion.egress.LimitedClient;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Bridge.Kind;
import dev.mullion.telemetry.revenue.Mrr;
import dev.mullion.telemetry.revenue.Remark;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.Vault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullStripeTest {

    private static final String FIRST = "sub_synthetic0001";

    private final ReadStripe link = ReadStripe.connected();

    /** Else the clock reads it again meanwhile, and what the vendor feels next is felt by that run. */
    @AfterEach
    void noFurtherRuns() {
        ReadGitHub.server()
                .asAdministrator(
                        "update mullion.sync_lease set due_at = now() + interval '1 year' where connection_id = '"
                                + link.id.value() + "'");
    }

    @Test
    void readsEverySubscriptionAndKnowsWhatTheyAreWorth() {
        ReadStripe.vendor().pageSize(5);

        SyncRun run = link.read();

        assertThat(run.coverage()).startsWith("2 of 2 parts were read to their end");
        assertThat(run.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.connection().state()).isEqualTo(Connection.State.ACTIVE);
        Mrr mrr = link.mrr();
        assertThat(mrr.sums())
                .extracting(sum -> sum.net().toString())
                .containsExactly("915.00 EUR", "1000.00 ISK", "10000 JPY");
        Mrr.Sum euro = mrr.sums().getFirst();
        assertThat(euro.list()).hasToString("961.33 EUR");
        assertThat(euro.trial()).hasToString("30.00 EUR");
        assertThat(euro.paused()).hasToString("40.00 EUR");
        assertThat(euro.scheduledChurn()).hasToString("60.00 EUR");
        assertThat(mrr.remarks()).containsOnlyKeys(Remark.METERED);
        assertThat(mrr.definition().version()).isEqualTo(1);
    }

    @Test
    void writesNothingWhereNothingChangedAndReadsTheWholeListOnceADay() {
        SyncRun first = link.read();
        SyncRun second = link.read();

        assertThat(first.figures().written()).isPositive();
        assertThat(second.figures().written()).isZero();
        assertThat(second.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(second.figures().parts()).isEqualTo(1);
        assertThat(second.coverage()).contains("1 more that are read whole were not due again.");
    }

    @Test
    void readsAnewWhatAnEventNamesAndKeepsWhatWas() {
        Instant before = Instant.now().minusSeconds(2); // Stripe tells when in whole seconds
        link.read();

        link.account.changeQuantity(FIRST, 3, Instant.now());
        SyncRun run = link.read();

        assertThat(run.figures().written()).isEqualTo(1);
        assertThat(link.mrr().sums().getFirst().net()).hasToString("1013.00 EUR");
        Bridge bridge = link.bridge(before, Instant.now());
        assertThat(bridge.movements()).singleElement().satisfies(movement -> {
            assertThat(movement.kind()).isEqualTo(Kind.EXPANSION);
            assertThat(movement.before()).hasToString("49.00 EUR");
            assertThat(movement.after()).hasToString("147.00 EUR");
            assertThat(movement.subscriptions()).extracting(Object::toString).containsExactly(FIRST);
        });
        Bridge.Span euro = bridge.spans().getFirst();
        assertThat(euro.start().plus(euro.expanded()).plus(euro.rounding())).isEqualTo(euro.end());
    }

    @Test
    void knowsWhoCameAndWhoWentFromBeforeItWasConnected() {
        link.read();

        Bridge bridge = link.bridge(Instant.now().minus(Duration.ofDays(390)), Instant.now());

        Bridge.Span euro = bridge.spans().getFirst();
        assertThat(euro.end()).hasToString("915.00 EUR");
        assertThat(euro.start()
                        .plus(euro.arrived())
                        .plus(euro.reactivated())
                        .plus(euro.expanded())
                        .plus(euro.contracted())
                        .plus(euro.churned())
                        .plus(euro.rounding()))
                .isEqualTo(euro.end());
        assertThat(link.bridge(Instant.now().minus(Duration.ofDays(30)), Instant.now())
                        .spans()
                        .getFirst()
                        .churned())
                .hasToString("-25.00 EUR");
    }

    @Test
    void showsMovementsOfEveryKindInSeveralMonthsOfTheSampleCompany() {
        ReadStripe sample = ReadStripe.connectedTo(StripeAccount.ofSample(ReadStripe.KEY, ReadStripe.ANCHOR));
        sample.read();
        Map<Kind, Set<Integer>> months = new EnumMap<>(Kind.class);

        for (int month = 0; month < 12; month++) {
            Instant until = ReadStripe.ANCHOR.minus(Duration.ofDays(30L * month));
            for (Bridge.Movement movement :
                    sample.bridge(until.minus(Duration.ofDays(30)), until).movements()) {
                months.computeIfAbsent(movement.kind(), _ -> new TreeSet<>()).add(month);
            }
        }

        assertThat(months).containsOnlyKeys(Kind.values());
        assertThat(months.values())
                .allSatisfy(in -> assertThat(in).hasSizeGreaterThanOrEqualTo(3).contains(0));
        assertThat(sample.mrr().sums())
                .extracting(sum -> sum.net().currency().code())
                .containsExactly("EUR", "ISK", "JPY");
        assertThat(sample.mrr().sums().getFirst().net().amount()).isGreaterThan(new BigDecimal("170000"));
    }

    @Test
    void namesEveryPermissionThatTheKeyLacks() {
        link.worked();
        link.account.permit(Set.of("rak_subscription_read"));

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(run.coverage())
                .contains("Stopped: the key lacks rak_plan_read, rak_coupon_read; edit it in Stripe's dashboard");
        link.account.permitAll();
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    void doesWithoutEventsAndSaysSo() {
        link.account.permit(Set.of("rak_subscription_read", "rak_plan_read", "rak_coupon_read"));

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.PARTIAL);
        assertThat(run.coverage()).contains("it lacks rak_event_read");
        assertThat(link.mrr().sums().getFirst().net()).hasToString("915.00 EUR");
    }

    @Test
    void throwsAKeyAwayThatIsNoRestrictedOneAndSendsItNowhere() {
        link.worked();
        link.paste("sk_live_synthetic0000000000000000");
        int asked = ReadStripe.vendor().asked().size();

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(link.connection().state()).isEqualTo(Connection.State.REFUSED);
        assertThat(link.connection().said()).contains("may do everything");
        assertThat(ReadStripe.vendor().asked()).hasSize(asked);
        assertThat(hasKey()).isFalse();
    }

    @Test
    void refusesAKeyOfTheOtherMode() {
        link.worked();
        link.paste("rk_test_synthetic0000000000000000");

        link.read();

        assertThat(link.connection().state()).isEqualTo(Connection.State.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_live_synthetic0000000000000000", "rk_test_synthetic0000000000000000"})
    void nothingStaysOfASealedKeyThatNeverCouldBeUsed(String pasted) {
        link.paste(pasted);

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(link.inside(() -> ReadStripe.bean(Connections.class).find(link.id)))
                .isEmpty();
        assertThat(hasKey()).isFalse();
        assertThat(ReadStripe.bean(Syncs.class).ask(link.workspace.id(), link.id, Actor.OPERATOR))
                .isInstanceOf(Asked.Impossible.class);
    }

    @Test
    @Attack("reliability-53")
    void isDisconnectedWhenTheKeyIsRolledAndGoesOnWithAnother() {
        ReadStripe.vendor().pageSize(5);
        ReadStripe.vendor().feel(StripeMood.REVOKED, Integer.MAX_VALUE, 7);

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.PARTIAL);
        assertThat(link.connection().state()).isEqualTo(Connection.State.DISCONNECTED);
        assertThat(hasKey()).isFalse();
        ReadStripe.vendor().feel(StripeMood.KIND);
        link.paste(ReadStripe.KEY);
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.connection().state()).isEqualTo(Connection.State.ACTIVE);
    }

    @Test
    void showsWhatATryOfEachPermissionShowed() {
        link.read();

        assertThat(link.inside(() -> ReadStripe.bean(Grants.class).of(link.id))
                        .orElseThrow()
                        .permissions())
                .containsExactly("coupon:read", "event:read", "plan:read", "subscription:read");
        String page = ReadGitHub.server()
                .get(
                        "/w/" + link.workspace.slug() + "/integrations/" + link.id,
                        ReadGitHub.server().manager(link.workspace).header())
                .body();
        assertThat(page).contains("Granted, as a try showed").contains("last used by a run");
    }

    @Test
    void forgetsTheKeyWhenItIsDisconnected() {
        link.read();

        link.inside(() -> {
            ReadStripe.bean(Connections.class).disconnect(link.id, Actor.OPERATOR);
            return true;
        });

        assertThat(hasKey()).isFalse();
        assertThat(ReadStripe.bean(Syncs.class).ask(link.workspace.id(), link.id, Actor.OPERATOR))
                .isInstanceOf(Asked.Impossible.class);
        assertThat(link.mrr().sums().getFirst().net()).hasToString("915.00 EUR");
    }

    @Test
    @Attack("reliability-18")
    void goesOnWhereARunThatWasKilledStopped() throws InterruptedException {
        ReadStripe.vendor().pageSize(4);
        Halt halt = ReadStripe.vendor().haltAfter(14);
        LimitedClient client = new HostileStripe().client();
        Bounds usual = Hurry.bound(client, Hurry.within(Duration.ofSeconds(3)));
        Asked.Begun killed = link.begun();
        assertThat(halt.isReached()).isTrue();
        Hurry.bound(client, usual);
        ReadGitHub.server()
                .asAdministrator("update mullion.sync_lease set held_until = now() - interval '1 second'"
                        + " where connection_id = '" + link.id.value() + "'");
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);

        SyncRun resumed = ReadGitHub.ended(link.begun());
        halt.release();
        ReadGitHub.ended(killed);

        assertThat(resumed.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.mrr().sums().getFirst().net()).hasToString("915.00 EUR");
    }

    @ParameterizedTest
    @EnumSource(
            value = StripeMood.class,
            names = {"KIND", "REVOKED", "SLOW"},
            mode = EnumSource.Mode.EXCLUDE)
    @Attack("reliability-16")
    void saysWhatItDidNotReadAndReadsItLater(StripeMood mood) {
        ReadStripe.vendor().pageSize(5);
        ReadStripe.vendor().feel(mood, 4, 6);

        SyncRun run = link.read();

        if (run.state() != SyncRun.State.COMPLETE) {
            assertThat(run.coverage()).containsAnyOf("Not read, ", "Stopped: ");
        }
        assertThat(run.coverage()).doesNotContain("Too many", "unknown error", "169.254", "sub_gone");
        assertThat(link.connection().state()).isEqualTo(Connection.State.ACTIVE);
        ReadStripe.vendor().feel(StripeMood.KIND);
        if (mood != StripeMood.RATE_LIMIT && mood != StripeMood.RATE_LIMIT_TOLD) { // then it is left alone for a while
            assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
            assertThat(link.mrr().sums().getFirst().net()).hasToString("915.00 EUR");
        }
    }

    @Test
    void keepsNothingOfWhatIsNeverKept() {
        link.account.change(FIRST, "description", NeverKept.CANARY + "-changed", Instant.now());
        link.read();

        assertThat(everything())
                .contains("sub_synthetic")
                .doesNotContain(NeverKept.CANARY)
                .doesNotContain("cus_");
        assertThat(everything())
                .doesNotContain("price_month")
                .doesNotContain("plan-of-its-own-name")
                .doesNotContain("FOREVER-")
                .doesNotContain("HALF-B");
    }

    private String everything() {
        return String.join(
                "\n",
                link.inside(() -> ReadStripe.bean(TenantSql.class)
                        .sql("""
                select s::text from subscription s where s.workspace_id = :workspace
                union all
                select i::text from subscription_item i where i.workspace_id = :workspace
                union all
                select d::text from subscription_discount d where d.workspace_id = :workspace
                union all
                select p::text from sync_part p where p.workspace_id = :workspace
                union all
                select r::text from sync_run r where r.workspace_id = :workspace
                """)
                        .query(String.class)
                        .list()));
    }

    private boolean hasKey() {
        return link.inside(() -> ReadStripe.bean(Vault.class).has(HeldKeys.ref(link.id)));
    }
}
