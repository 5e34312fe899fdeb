package dev.mullion.connectors.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.nio.CharBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T09:30:00Z, 2026-03-02T09:30:00Z",
        "2021-04-28T22:32:21.000-04:00, 2021-04-29T02:32:21Z",
        "2026-03-02T09:30:00+05:45, 2026-03-02T03:45:00Z",
        "2026-03-02T09:30:00.1Z, 2026-03-02T09:30:00.100Z",
        "2026-03-02T09:30:00.123456789Z, 2026-03-02T09:30:00.123456Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "1970-01-01T01:00:00+01:00, 1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void readsBothZonesAndFractions(String text, Instant expected) {
        assertThat(Instants.parse(CharBuffer.wrap(text))).isEqualTo(expected);
    }

    @Test
    void agreesWithJavaTimeOnRandomInstants() {
        Random random = new Random(20);
        for (int i = 0; i < 20_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(random.nextLong(253_000_000_000L), random.nextInt(1_000_000) * 1_000L);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-17 * 60, 17 * 60));
            OffsetDateTime text = instant.atOffset(offset).withSecond(random.nextInt(1, 60));

            assertThat(Instants.parse(CharBuffer.wrap(text.toString())))
                    .as("%s", text)
                    .isEqualTo(text.toInstant().isBefore(Instant.EPOCH) ? null : text.toInstant());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-02",
                "2026-03-02T09:30:00",
                "2026-03-02 09:30:00Z",
                "2026-03-02T09:30:00z",
                "2026-03-02T09:30:00Zx",
                "2026-03-02T09:30:00.Z",
                "2026-03-02T09:30:00.1234567890Z",
                "2026-03-02T09:30:00.5",
                "2026-03-02T09:30:00+0100",
                "2026-03-02T09:30:00+01:00x",
                "2026-03-02T09:30:00+19:00",
                "2026-03-02T09:30:00+01:60",
                "2026-00-02T09:30:00Z",
                "2026-13-02T09:30:00Z",
                "2026-02-29T09:30:00Z",
                "2026-03-00T09:30:00Z",
                "2026-03-02T24:00:00Z",
                "2026-03-02T09:60:00Z",
                "2026-03-02T09:30:61Z",
                "1969-12-31T23:59:59Z",
                "1970-01-01T00:00:00+00:01",
                "-001-03-02T09:30:00Z",
                "+10000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00",
                "\u0662026-03-02T09:30:00Z"
            })
    @Attack("reliability-35")
    void refusesWhatIsNoSaneInstant(String text) {
        assertThat(Instants.parse(CharBuffer.wrap(text))).isNull();
    }

    @Test
    void takesEpochSecondsOfTheSameYears() {
        assertThat(Instants.ofEpochSecond(1_557_933_565)).isEqualTo(Instant.parse("2019-05-15T15:19:25Z"));
        assertThat(Instants.ofEpochSecond(-1)).isNull();
        assertThat(Instants.ofEpochSecond(253_402_300_800L)).isNull();
    }
}
