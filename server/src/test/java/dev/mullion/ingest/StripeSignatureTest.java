package dev.mullion.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeSignatureTest {

    /** The constant that Stripe's own tests use for the secret; signed by a program of another language. */
    private static final byte[] SECRET = "whsec_test_secret".getBytes(UTF_8);

    private static final byte[] BODY = "{\"id\":\"evt_test_webhook\",\"object\":\"event\"}".getBytes(UTF_8);
    private static final String GOOD = "ddfd02b511b32e75f640cd68a239fa54407bf16354b543697b1cd8e8377a223d";
    private static final String BAD = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final Instant AT = Instant.ofEpochSecond(1_735_689_600);

    @Test
    void holdsForTheKnownVector() {
        assertThat(verifies("t=1735689600,v1=" + GOOD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t=1735689600,v1=" + BAD + ",v1=" + GOOD,
                "t=1735689600,v1=" + GOOD + ",v0=" + BAD,
                "v1=" + GOOD + ",t=1735689600"
            })
    @Attack("reliability-22")
    void holdsWhenAnyOfTheListDoes(String header) {
        assertThat(verifies(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=1735689600",
                "t=1735689600,v1=" + BAD,
                "t=1735689601,v1=" + GOOD,
                "t=1735689600,v0=" + GOOD,
                "t=1735689600,t=1735689600,v1=" + GOOD,
                "t=01735689600,v1=" + GOOD,
                "t=1735689600, v1=" + GOOD,
                "t=1735689600,v1=DDFD02B511B32E75F640CD68A239FA54407BF16354B543697B1CD8E8377A223D",
                "v1=" + GOOD
            })
    @Attack("reliability-21")
    void holdsForNothingElse(String header) {
        assertThat(verifies(header)).isFalse();
    }

    @Test
    @Attack("reliability-21")
    void failsWhenAnyBitOfTheBodyIsFlipped() {
        StripeSignature signature =
                StripeSignature.parse("t=1735689600,v1=" + GOOD).orElseThrow();
        for (int bit = 0; bit < BODY.length * 8; bit++) {
            byte[] flipped = BODY.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(signature.verifies(SECRET, flipped, flipped.length)).isFalse();
        }
    }

    @Test
    @Attack("reliability-21")
    void isOfTheTimeWithinFiveMinutesEitherWay() {
        StripeSignature signature =
                StripeSignature.parse("t=1735689600,v1=" + GOOD).orElseThrow();

        assertThat(signature.isOf(AT.plusSeconds(300))).isTrue();
        assertThat(signature.isOf(AT.minusSeconds(300))).isTrue();
        assertThat(signature.isOf(AT.plusSeconds(301))).isFalse();
        assertThat(signature.isOf(AT.minusSeconds(301))).isFalse();
    }

    @Test
    void readsNoLongerListThanAVendorWouldSend() {
        assertThat(StripeSignature.parse("t=1735689600" + (",v1=" + GOOD).repeat(9)))
                .isEmpty();
        assertThat(StripeSignature.parse("t=1735689600,v1=" + GOOD + ",x".repeat(2_000)))
                .isEmpty();
    }

    private static boolean verifies(String header) {
        return StripeSignature.parse(header)
                .filter(signature -> signature.verifies(SECRET, BODY, BODY.length))
                .isPresent();
    }
}
