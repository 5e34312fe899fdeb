package dev.mullion.web.view.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    private static final Instant NOW = Instant.parse("2026-11-06T15:42:10Z");

    private final Wording wording = new Wording(Locale.ENGLISH, ZoneOffset.UTC, NOW);

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1 kB",
        "1230000, 1.2 MB",
        "9960000, 10 MB",
        "999600, 1 MB",
        "41200000, 41 MB"
    })
    void writesBytesWithTwoDigitsBelowTen(long bytes, String text) {
        assertThat(wording.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT59S, just now",
        "PT4M, 4 min ago",
        "PT47H, 47 h ago",
        "P2D, 2 d ago",
        "P14D, 23 Oct 2026",
        "PT-4M, in 4 min"
    })
    void tellsATimeRelativelyForTwoWeeks(Duration ago, String text) {
        assertThat(wording.moment(NOW.minus(ago)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT40S, 40 s, 40 seconds",
        "PT42M, 42 min, 42 minutes",
        "PT3H12M, 3.2 h, 3 hours 12 minutes",
        "P4DT3H, 4.1 d, 4 days 3 hours",
        "PT1H1M, 1 h, 1 hour 1 minute"
    })
    void tellsALengthOfTimeWithOneUnitAndExactlyWithTwo(Duration length, String text, String exact) {
        assertThat(wording.elapsed(length)).isEqualTo(new Elapsed(text, length.toString(), exact));
    }

    @Test
    void namesTheZoneOfAnExactTime() {
        assertThat(wording.moment(NOW).exact()).isEqualTo("6 Nov 2026, 15:42:10 UTC");
        assertThat(new Wording(Locale.ENGLISH, ZoneId.of("Europe/Berlin"), NOW)
                        .moment(NOW)
                        .exact())
                .isEqualTo("6 Nov 2026, 16:42:10 CET");
    }

    @Test
    void countsWithItsNoun() {
        assertThat(wording.count(1, "pull request", "pull requests")).isEqualTo("1 pull request");
        assertThat(wording.count(1204, "pull request", "pull requests")).isEqualTo("1,204 pull requests");
    }
}
