package dev.mullion.telemetry.revenue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Discount;
import dev.mullion.telemetry.Discount.Length;
import dev.mullion.telemetry.Price;
import dev.mullion.telemetry.Price.Cycle;
import dev.mullion.telemetry.Price.Unit;
import dev.mullion.telemetry.Price.Usage;
import dev.mullion.telemetry.Subscription;
import dev.mullion.telemetry.Subscription.Status;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.SubscriptionItem;
import dev.mullion.telemetry.SubscriptionVersion;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuedTest {

    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final CurrencyCode USD = CurrencyCode.of("USD");
    private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-10T00:00:00Z");

    @Test
    void takesItemDiscountsFirstAndPercentagesOneAfterTheOther() {
        Subscription of = subscription(
                List.of(item("100", Unit.MONTH, percent("10", Length.FOREVER))),
                percent("50", Length.FOREVER),
                percent("20", Length.FOREVER));

        assertThat(net(of)).isEqualByComparingTo("36");
    }

    @Test
    void spreadsAnAmountOffOverTheCycleAndNeverGoesBelowZero() {
        assertThat(net(subscription(List.of(item("240", Unit.YEAR)), amount("10", EUR))))
                .isEqualByComparingTo("19.166667");
        assertThat(net(subscription(List.of(item("5", Unit.MONTH)), amount("10", EUR))))
                .isZero();
    }

    @Test
    void leavesOutWhatDoesNotLastAndSaysWhatItCannotTakeOff() {
        Subscription once = subscription(List.of(item("80", Unit.MONTH)), percent("50", Length.ONCE));
        Subscription other = subscription(List.of(item("80", Unit.MONTH)), amount("10", USD));
        Subscription mixed = subscription(List.of(item("80", Unit.MONTH), item("120", Unit.YEAR)), amount("10", EUR));
        Subscription unknown = subscription(List.of(item("80", Unit.MONTH)), percent("50", Length.UNKNOWN));

        assertThat(net(once)).isEqualByComparingTo("80");
        assertThat(Valued.of(once, NOW).remarks()).isEmpty();
        assertThat(Valued.of(other, NOW).remarks()).containsExactly(Remark.DISCOUNT_OF_ANOTHER_CURRENCY);
        assertThat(Valued.of(mixed, NOW).remarks()).containsExactly(Remark.DISCOUNT_OF_MIXED_CYCLES);
        assertThat(Valued.of(unknown, NOW).remarks()).containsExactly(Remark.DISCOUNT_UNKNOWN);
    }

    @Test
    void countsARepeatingDiscountUntilItEnds() {
        Discount until = new Discount(
                null, new BigDecimal("50"), null, null, Length.REPEATING, START, NOW.plusSeconds(1), List.of());
        Subscription of = subscription(List.of(item("80", Unit.MONTH)), until);

        assertThat(net(of)).isEqualByComparingTo("40");
        assertThat(requireNonNull(Valued.of(of, NOW.plusSeconds(1)).net().get(EUR))
                        .rounded(2))
                .isEqualByComparingTo("80");
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, COUNTED",
        "PAST_DUE, COUNTED",
        "TRIALING, TRIAL",
        "INCOMPLETE, OUT",
        "INCOMPLETE_EXPIRED, OUT",
        "UNPAID, OUT",
        "CANCELED, OUT",
        "PAUSED, OUT"
    })
    void countsWhatIsPaid(Status status, Moment moment) {
        Subscription of = with(status, null, null);

        assertThat(Moment.of(new SubscriptionVersion(of, START, null, true), NOW))
                .isEqualTo(moment);
    }

    /** What is cancelled at the end of a period goes on until then: the request is not the end. */
    @Test
    void takesTheEndForChurnAndNotTheRequest() {
        Subscription of = with(Status.CANCELED, null, Instant.parse("2026-05-01T00:00:00Z"));
        SubscriptionVersion version = new SubscriptionVersion(of, START, null, true);

        assertThat(Moment.of(version, Instant.parse("2026-04-30T23:59:59Z"))).isEqualTo(Moment.COUNTED);
        assertThat(Moment.of(version, Instant.parse("2026-05-01T00:00:00Z"))).isEqualTo(Moment.OUT);
        assertThat(Moment.of(version, START.minusSeconds(1))).isEqualTo(Moment.OUT);
    }

    @Test
    void knowsOfTheTrialThatWasBefore() {
        Subscription of = with(Status.ACTIVE, Instant.parse("2026-02-01T00:00:00Z"), null);
        SubscriptionVersion version = new SubscriptionVersion(of, START, null, true);

        assertThat(Moment.of(version, Instant.parse("2026-01-20T00:00:00Z"))).isEqualTo(Moment.TRIAL);
        assertThat(Moment.of(version, Instant.parse("2026-02-01T00:00:00Z"))).isEqualTo(Moment.COUNTED);
    }

    private static BigDecimal net(Subscription of) {
        return requireNonNull(Valued.of(of, NOW).net().get(EUR)).rounded(6);
    }

    private static Discount percent(String off, Length length) {
        return new Discount(null, new BigDecimal(off), null, null, length, START, null, List.of());
    }

    private static Discount amount(String off, CurrencyCode currency) {
        return new Discount(null, null, new BigDecimal(off), currency, Length.FOREVER, START, null, List.of());
    }

    private static SubscriptionItem item(String amount, Unit unit, Discount... discounts) {
        Price price = new Price(
                new IdHash(new UUID(1, 1)),
                null,
                EUR,
                Usage.LICENSED,
                new Cycle(unit, 1),
                new BigDecimal(amount),
                false,
                null,
                List.of(),
                null,
                false);
        return new SubscriptionItem("si_" + unit, price, 1L, null, null, List.of(discounts));
    }

    private static Subscription subscription(List<SubscriptionItem> items, Discount... discounts) {
        return new Subscription(
                new SubscriptionId("sub_1"),
                true,
                null,
                new Subscription.Standing(
                        Status.ACTIVE, Subscription.Collection.CHARGE_AUTOMATICALLY, false, null, null),
                new Subscription.Times(START, null, null, null, null, null, null),
                items,
                List.of(discounts),
                true,
                NOW,
                null);
    }

    private static Subscription with(Status status, @Nullable Instant trialEnd, @Nullable Instant endedAt) {
        return new Subscription(
                new SubscriptionId("sub_1"),
                true,
                null,
                new Subscription.Standing(status, Subscription.Collection.CHARGE_AUTOMATICALLY, false, null, null),
                new Subscription.Times(START, null, trialEnd, null, null, endedAt, null),
                List.of(),
                List.of(),
                true,
                NOW,
                null);
    }
}
