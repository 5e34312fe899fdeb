package dev.mullion.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPasswordTest {

    @Test
    void printsNothingOfItself() {
        assertThat(password("a-long-enough-secret")).hasToString("AdminPassword[redacted]");
    }

    @Test
    void wipesWhatItLent() {
        byte[] lent = password("a-long-enough-secret").expose(bytes -> bytes);

        assertThat(lent).containsOnly(0);
    }

    @Test
    void isACopyOnTheWayIn() {
        byte[] mine = "a-long-enough-secret".getBytes(StandardCharsets.US_ASCII);
        var password = AdminPassword.copyOf(mine);

        Arrays.fill(mine, (byte) 'x');

        assertThat(password).isEqualTo(password("a-long-enough-secret")).isNotEqualTo(password("another-long-secret!"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"too-short", "a line\nof its own here", "with a space inside it", "mit-Umlaut-ä-und-mehr"})
    void refusesWhatAPasswordFileOrSaslprepWouldChange(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> password(text))
                .withMessageContaining("password")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text));
    }

    private static AdminPassword password(String text) {
        return AdminPassword.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }
}
