package dev.mullion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.demo.Arrivals.Company;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final LocalDate LATER = LocalDate.parse("2026-02-10");
    private static final LocalDate EARLIER = LocalDate.parse("2026-01-10");

    @TempDir
    private Path folder;

    @Test
    void resumesAtTheLaterDayOfTheTwoCompanies() {
        Arrivals arrivals = arrivals();
        arrivals.recentIsHere();

        arrivals.reached(Company.SAMPLE, EARLIER);
        arrivals.reached(Company.NEIGHBOUR, LATER);
        assertThat(resumedAt()).isEqualTo(LATER);

        arrivals.reached(Company.NEIGHBOUR, EARLIER);
        assertThat(resumedAt()).isEqualTo(EARLIER);
    }

    @Test
    void resumesNowhereBeforeBothHaveBegun() {
        Arrivals arrivals = arrivals();
        arrivals.recentIsHere();

        arrivals.reached(Company.SAMPLE, EARLIER);

        assertThat(resumedAt()).isNull();
    }

    @Test
    void resumesNowhereBeforeTheLastDaysAreHere() {
        Arrivals arrivals = arrivals();

        arrivals.reached(Company.SAMPLE, EARLIER);
        arrivals.reached(Company.NEIGHBOUR, LATER);

        assertThat(resumedAt()).isNull();
    }

    private Arrivals arrivals() {
        Demo.claim(folder, NOW);
        return new Arrivals(notes(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private @Nullable LocalDate resumedAt() {
        return DemoState.load(notes(), NOW).backfilledTo();
    }

    private Path notes() {
        return folder.resolve("demo.json");
    }
}
