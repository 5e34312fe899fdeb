package dev.mullion.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeAmountsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"
            })
    void countsTheseWhole(String code) {
        assertThat(StripeAmounts.EXPONENTS.digits(CurrencyCode.of(code))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BHD", "JOD", "KWD", "OMR", "TND"})
    void countsTheseInThousandths(String code) {
        assertThat(StripeAmounts.EXPONENTS.digits(CurrencyCode.of(code))).isEqualTo(3);
    }

    /** Two decimals at Stripe, whatever others say of them. */
    @ParameterizedTest
    @ValueSource(strings = {"EUR", "USD", "ISK", "UGX", "HUF", "TWD"})
    void countsTheRestInHundredths(String code) {
        assertThat(StripeAmounts.EXPONENTS.digits(CurrencyCode.of(code))).isEqualTo(2);
    }

    /** Who took Java's table would be wrong a hundredfold. */
    @ParameterizedTest
    @CsvSource({"MGA,0", "ISK,2", "UGX,2"})
    void differsFromJava(String code, int digits) {
        assertThat(StripeAmounts.EXPONENTS.digits(CurrencyCode.of(code)))
                .isEqualTo(digits)
                .isNotEqualTo(Currency.getInstance(code).getDefaultFractionDigits());
    }

    @ParameterizedTest
    @CsvSource({"EUR,1234.567890123456,12.34567890123456", "JPY,500,500", "KWD,5120,5.12", "MGA,100,100"})
    void losesNoDecimalOfAnAmount(String code, BigDecimal minor, BigDecimal amount) {
        assertThat(StripeAmounts.amount(minor, CurrencyCode.of(code))).isEqualByComparingTo(amount);
    }
}
