package dev.mullion.telemetry.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    private static final CurrencyCode EUR = CurrencyCode.of("eur");
    private static final CurrencyCode ISK = CurrencyCode.of("ISK");

    @Test
    void addsWithinOneCurrencyAndRefusesAnother() {
        Money ten = new Money(1_000, EUR);

        assertThat(ten.plus(new Money(1, EUR)).minus(new Money(2, EUR)).negated())
                .hasToString("-9.99 EUR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ten.plus(new Money(1_000, ISK)))
                .withMessage("sums are of one currency, not of EUR and ISK");
    }

    @Test
    void neverWrapsAround() {
        Money most = new Money(Long.MAX_VALUE, EUR);

        assertThatThrownBy(() -> most.plus(new Money(1, EUR))).isInstanceOf(ArithmeticException.class);
        assertThat(Money.exact(new BigDecimal("1e30"), EUR)).isEmpty();
    }

    @Test
    void roundsOnlyWhereTheNameSaysSo() {
        BigDecimal finer = new BigDecimal("0.125");

        assertThat(Money.exact(finer, EUR)).isEmpty();
        assertThat(Money.rounded(finer, EUR)).isEqualTo(new Money(13, EUR));
        assertThat(Money.rounded(finer.negate(), EUR)).isEqualTo(new Money(-13, EUR));
    }

    /** The vendor's 100 in whole units: Java says 2 for MGA, and 0 for ISK and UGX. */
    @ParameterizedTest
    @CsvSource({"EUR,1.00", "JPY,100", "MGA,100.00", "ISK,1.00", "UGX,1.00", "KWD,0.100"})
    void readsAVendorsMinorUnitsByItsOwnTable(String code, String amount) {
        Exponents table = Exponents.hundredthsBut(Set.of("JPY", "MGA"), Set.of("KWD"));

        assertThat(table.money(100, CurrencyCode.of(code)).orElseThrow()).hasToString(amount + " " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU", "EURO", "E1R", "ſek", "İSK"})
    void isACodeOfThreeLetters(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> CurrencyCode.of(code));
    }
}
