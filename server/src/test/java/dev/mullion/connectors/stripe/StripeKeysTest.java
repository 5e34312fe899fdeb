package dev.mullion.connectors.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mullion.connectors.Connection.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeKeysTest {

    private static final StripeKeys KEYS = new StripeKeys();

    @Test
    void tellsTheModesOfARestrictedKeyApart() {
        assertThat(KEYS.modeOf("rk_live_synthetic0000000".getBytes(UTF_8))).isEqualTo(Mode.LIVE);
        assertThat(KEYS.modeOf("rk_test_synthetic0000000".getBytes(UTF_8))).isEqualTo(Mode.TEST);
    }

    @ParameterizedTest
    @CsvSource({
        "sk_live_synthetic0000000,may do everything",
        "sk_test_synthetic0000000,may do everything",
        "pk_live_synthetic0000000,no key that reads",
        "whsec_synthetic000000000,no key that reads",
        "rk_synthetic000000000000,starts with rk_live_ or rk_test_",
        "rk_live_short,starts with rk_live_ or rk_test_",
        "rk_live_synthetic 0000000,starts with rk_live_ or rk_test_"
    })
    void takesNothingElseAndSaysNothingOfIt(String key, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEYS.modeOf(key.getBytes(UTF_8)))
                .withMessageContaining(why)
                .withMessageNotContaining("synthetic");
    }
}
