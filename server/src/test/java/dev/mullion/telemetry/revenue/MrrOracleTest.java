package dev.mullion.telemetry.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Discount;
import dev.mullion.telemetry.Price;
import dev.mullion.telemetry.Price.Cycle;
import dev.mullion.telemetry.Price.Tier;
import dev.mullion.telemetry.Price.TiersMode;
import dev.mullion.telemetry.Price.Transform;
import dev.mullion.telemetry.Price.Unit;
import dev.mullion.telemetry.Price.Usage;
import dev.mullion.telemetry.SubscriptionItem;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that the definition was written down with, in minor units of a currency with two decimals. */
class MrrOracleTest {

    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final IdHash ID = new IdHash(new UUID(1, 1));
    private static final List<Tier> TIERS = List.of(tier(10L, "5"), tier(50L, "4"), tier(null, "3"));

    @ParameterizedTest(name = "{0} minor units × {1} every {3} {2} is {4}")
    @CsvSource({
        "120000, 1, YEAR, 1, 10000",
        "9900, 1, MONTH, 3, 3300",
        "1000, 1, WEEK, 1, 4333.333333",
        "1000, 1, WEEK, 2, 2166.666667",
        "100, 1, DAY, 1, 3041.666667",
        "1500, 7, MONTH, 1, 10500"
    })
    void bringsEachCycleToAMonth(long minor, long quantity, Unit unit, int count, BigDecimal monthly) {
        Price price = price(new Cycle(unit, count), BigDecimal.valueOf(minor, 2), null, List.of(), null);

        assertThat(minor(item(price, quantity))).isEqualByComparingTo(monthly);
    }

    @ParameterizedTest(name = "{0} units by {1} tiers are {2}")
    @CsvSource({"60, GRADUATED, 24000", "60, VOLUME, 18000", "10, VOLUME, 5000", "11, VOLUME, 4400"})
    void makesATieredPriceOfItsTiers(long quantity, TiersMode mode, BigDecimal monthly) {
        Price price = price(new Cycle(Unit.MONTH, 1), null, mode, TIERS, null);

        assertThat(minor(item(price, quantity))).isEqualByComparingTo(monthly);
    }

    @Test
    void addsTheFlatAmountOfEachTierThatIsReached() {
        List<Tier> tiers = List.of(
                new Tier(5L, new BigDecimal("1"), new BigDecimal("10")),
                new Tier(null, new BigDecimal("2"), new BigDecimal("7")));

        assertThat(minor(item(price(new Cycle(Unit.MONTH, 1), null, TiersMode.GRADUATED, tiers, null), 5)))
                .isEqualByComparingTo("1500");
        assertThat(minor(item(price(new Cycle(Unit.MONTH, 1), null, TiersMode.GRADUATED, tiers, null), 6)))
                .isEqualByComparingTo("2400");
        assertThat(minor(item(price(new Cycle(Unit.MONTH, 1), null, TiersMode.VOLUME, tiers, null), 6)))
                .isEqualByComparingTo("1900");
    }

    @ParameterizedTest
    @CsvSource({"true, 1300", "false, 1200"})
    void countsPackagesBeforeItMultiplies(boolean isUp, BigDecimal monthly) {
        Price price = price(new Cycle(Unit.MONTH, 1), BigDecimal.ONE, null, List.of(), new Transform(5, isUp));

        assertThat(minor(item(price, 61))).isEqualByComparingTo(monthly);
    }

    @Test
    void neverTakesAPriceOfUnknownTiersForNothing() {
        Price price = price(new Cycle(Unit.MONTH, 1), null, TiersMode.VOLUME, List.of(), null);

        assertThat(Monthly.of(item(price, 3))).isEqualTo(new Monthly.Left(Remark.TIERS_UNKNOWN));
    }

    @Test
    void roundsTheSumOnceAndNotEachSubscription() {
        Sums sums = new Sums();
        Price weekly = price(new Cycle(Unit.WEEK, 1), new BigDecimal("10"), null, List.of(), null);
        for (int i = 0; i < 3; i++) {
            sums.add(Map.of(EUR, ((Monthly.Counted) Monthly.of(item(weekly, 1))).amount()));
        }

        assertThat(sums.of(EUR)).hasToString("130.00 EUR");
    }

    static SubscriptionItem item(Price price, long quantity, Discount... discounts) {
        return new SubscriptionItem("si_1", price, quantity, null, null, List.of(discounts));
    }

    private static BigDecimal minor(SubscriptionItem item) {
        return ((Monthly.Counted) Monthly.of(item))
                .amount()
                .rounded(8)
                .movePointRight(2)
                .setScale(6);
    }

    private static Tier tier(@Nullable Long upTo, String unit) {
        return new Tier(upTo, new BigDecimal(unit), BigDecimal.ZERO);
    }

    static Price price(
            Cycle cycle,
            @Nullable BigDecimal unit,
            @Nullable TiersMode mode,
            List<Tier> tiers,
            @Nullable Transform transform) {
        return new Price(ID, null, EUR, Usage.LICENSED, cycle, unit, false, mode, tiers, transform, false);
    }
}
