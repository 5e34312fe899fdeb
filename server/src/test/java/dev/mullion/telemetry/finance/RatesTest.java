package dev.mullion.telemetry.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {

    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final List<CurrencyCode> KNOWN =
            List.of(EUR, CurrencyCode.of("USD"), CurrencyCode.of("JPY"), CurrencyCode.of("KWD"));

    /** The decimals of each currency are its own: 100 of the smallest unit is 1.00, 100 or 0.100. */
    @ParameterizedTest
    @CsvSource({
        "EUR, USD, 100, 0.92, 0.92",
        "EUR, JPY, 100, 0.0062, 0.62",
        "EUR, KWD, 100, 3.01, 0.30",
        "JPY, EUR, 12345, 161.29, 19911",
        "KWD, EUR, 100, 0.3329, 0.333",
        "EUR, USD, -100, 0.92, -0.92"
    })
    void convertsByTheDecimalsOfBoth(String into, String currency, long minor, String rate, String expected) {
        Rates rates = rates(into, currency + " " + rate);

        assertThat(rates.convert(List.of(money(minor, currency))).amount()).isEqualTo(new BigDecimal(expected));
    }

    @ParameterizedTest
    @CsvSource({"0.125, 0.12", "0.135, 0.14", "0.115, 0.12", "0.145, 0.14", "0.1250001, 0.13"})
    void roundsOnceAndHalfToEven(String rate, String expected) {
        assertThat(rates("EUR", "USD " + rate)
                        .convert(List.of(money(100, "USD")))
                        .amount())
                .isEqualTo(new BigDecimal(expected));
    }

    @Test
    void leavesOutWhatHasNoRateAndSaysSo() {
        Rates.Converted converted = rates("EUR", "USD 0.5")
                .convert(List.of(
                        money(100, "EUR"), money(100, "USD"), money(1, "GBP"), money(0, "CHF"), money(2, "GBP")));

        assertThat(converted.amount()).isEqualTo(new BigDecimal("1.50"));
        assertThat(converted.without()).containsExactly(CurrencyCode.of("GBP"));
    }

    /** The converted sum is the converted sum, and not the sum of converted and rounded parts. */
    @Property(tries = 2_000)
    void isTheSameHoweverTheMoneyIsSplitAndOrdered(
            @ForAll @Size(min = 1, max = 30) List<Long> minors,
            @ForAll @BigRange(min = "0.000001", max = "99999") @Scale(6) BigDecimal rate,
            @ForAll long seed) {
        Rates rates = new Rates(
                EUR,
                List.of(
                        rate("USD", rate),
                        rate("JPY", rate.multiply(new BigDecimal("0.01"))),
                        rate("KWD", new BigDecimal("3.0123"))));
        List<Money> parts = IntStream.range(0, minors.size())
                .mapToObj(at -> new Money(minors.get(at) / 64, KNOWN.get(at % KNOWN.size())))
                .toList();
        List<Money> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new Random(seed));

        BigDecimal whole = rates.convert(Rates.byCurrency(parts)).amount();
        BigDecimal exact = parts.stream()
                .map(part -> part.amount().multiply(worth(rates, part.currency())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal rounded = parts.stream()
                .map(part -> rates.convert(List.of(part)).amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(whole).isEqualTo(exact.setScale(2, RoundingMode.HALF_EVEN));
        assertThat(rates.convert(shuffled).amount()).isEqualTo(whole);
        assertThat(rounded.subtract(whole).abs())
                .isLessThanOrEqualTo(new BigDecimal("0.005").multiply(BigDecimal.valueOf(parts.size() + 1L)));
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 0, 2026-01-31",
        "USD, -1, 2026-01-31",
        "USD, 1e3, 2026-01-31",
        "USD, '1,5', 2026-01-31",
        "USD, 1.0000000000001, 2026-01-31",
        "USD, 1234567890123, 2026-01-31",
        "usd, 1, 2026-01-31",
        "USD, 1, 2026-02-31",
        "USD, 1, 1999-01-31",
        "USD, 1, today"
    })
    void refusesWhatIsNoRate(String currency, String rate, String day) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(currency, rate, day));
    }

    @Test
    void hasOneRateForEachAndNoneForItsOwn() {
        assertThatIllegalArgumentException().isThrownBy(() -> rates("EUR", "USD 1", "USD 2"));
        assertThatIllegalArgumentException().isThrownBy(() -> rates("EUR", "EUR 1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rates(EUR, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rates(
                        EUR,
                        IntStream.range(0, Rates.MOST + 1)
                                .mapToObj(at ->
                                        rate("A" + (char) ('A' + at / 26) + (char) ('A' + at % 26), BigDecimal.ONE))
                                .toList()));
    }

    private static BigDecimal worth(Rates rates, CurrencyCode currency) {
        return rates.rates().stream()
                .filter(rate -> rate.currency().equals(currency))
                .map(Rate::rate)
                .findFirst()
                .orElse(BigDecimal.ONE);
    }

    private static Rates rates(String into, String... each) {
        return new Rates(
                CurrencyCode.of(into),
                List.of(each).stream()
                        .map(one -> rate(one.substring(0, 3), new BigDecimal(one.substring(4))))
                        .toList());
    }

    private static Rate rate(String currency, BigDecimal rate) {
        return Rate.of(currency, rate.toPlainString(), "2026-01-31");
    }

    private static Money money(long minor, String currency) {
        return new Money(minor, CurrencyCode.of(currency));
    }
}
