package dev.mullion.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Attack("reliability-53")
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "120|120",
                " 7 |7",
                "1.5|2",
                "66975|66975",
                "999999999999999999|86400",
                "Sun, 06 Nov 1994 08:49:37 GMT|37",
                "Sunday, 06-Nov-94 08:49:37 GMT|37",
                "Sun Nov  6 08:49:37 1994|37",
                "Sun, 06 Nov 1994 08:48:37 GMT|0",
                "Sat, 06 Nov 2094 08:48:37 GMT|86400"
            })
    void isSecondsOrADate(String text, long seconds) {
        assertThat(RetryAfter.parse(text, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1e3", "0x10", "12 34", "Sun, 31 Feb 1994 08:49:37 GMT", "+5", "٣"})
    void isNothingElse(String text) {
        assertThat(RetryAfter.parse(text, NOW)).isEmpty();
    }

    @Property(tries = 5_000)
    void neverFailsAndNeverAsksForMoreThanADay(@ForAll String text) {
        RetryAfter.parse(text, NOW).ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, RetryAfter.LONGEST));
    }

    @Property
    void readsEveryDateThatItsFormWrites(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        Instant at = Instant.ofEpochSecond(second);
        String text = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(at);

        assertThat(RetryAfter.instant(text)).contains(at);
    }

    /** This machine's clock may be wrong by an hour: a vendor's date is one of the vendor's clock. */
    @Test
    void aDateIsComparedWithTheVendorsOwnClock() {
        LimitSigns.Head head = new LimitSigns.Head(
                429,
                Map.of(
                        "retry-after", List.of("Sun, 06 Nov 1994 08:49:37 GMT"),
                        "date", List.of("Sun, 06 Nov 1994 08:49:27 GMT")),
                "",
                NOW.minus(Duration.ofHours(1)));

        assertThat(head.retryAfter()).contains(Duration.ofSeconds(10));
    }
}
