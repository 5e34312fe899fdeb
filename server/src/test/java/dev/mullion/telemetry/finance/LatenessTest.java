package dev.mullion.telemetry.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessTest {

    @ParameterizedTest
    @CsvSource({
        "2027-01-01, current",
        "2026-11-21, current",
        "2026-11-20, 1-30",
        "2026-10-22, 1-30",
        "2026-10-21, 31-60",
        "2026-09-22, 31-60",
        "2026-09-21, 61-90",
        "2026-08-23, 61-90",
        "2026-08-22, over-90"
    })
    void bothEndsOfEachAgeCount(LocalDate due, String age) {
        long days = ChronoUnit.DAYS.between(due, LocalDate.of(2026, 11, 21));

        assertThat(Lateness.of(days).word()).isEqualTo(age);
        assertThat(Lateness.named(age)).contains(Lateness.of(days));
    }
}
