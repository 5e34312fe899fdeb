package dev.mullion.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures as text, and how many of them there can be. */
class MetricsPageTest {

    @Test
    void writesEachFigureWithItsHelpAndItsKind() {
        Counts counts = new Counts("mullion_things_total", "Things.", "kind", "state");
        counts.add(3, "one", "good");
        counts.add(2, "one", "good");

        String page = new MetricsPage(List.of(() -> List.of(counts.meter()))).text();

        assertThat(page).startsWith("""
                # HELP mullion_things_total Things.
                # TYPE mullion_things_total counter
                mullion_things_total{kind="one",state="good"} 5
                """);
    }

    @Test
    void aLabelCannotEndItsLineOrItsQuotes() {
        Metered hostile = () -> List.of(Meter.gauge(
                "mullion_thing", "A thing.", List.of(Meter.Sample.of(1, "name", "a\"} 7\nmullion_other 9\\"))));

        assertThat(new MetricsPage(List.of(hostile)).text())
                .contains("mullion_thing{name=\"a\\\"} 7\\nmullion_other 9\\\\\"} 1\n");
    }

    @Test
    void largeAndSmallValuesAreWrittenOut() {
        Metered values = () -> List.of(
                Meter.gauge("mullion_large", "Large.", 1.5e12),
                Meter.gauge("mullion_small", "Small.", 0.25),
                Meter.gauge("mullion_none", "None.", Double.NaN));

        assertThat(new MetricsPage(List.of(values)).text())
                .contains("mullion_large 1500000000000\n", "mullion_small 0.25\n", "mullion_none NaN\n");
    }

    @Test
    void aSourceThatFailsCostsItsOwnFiguresAlone() {
        Metered broken = () -> {
            throw new IllegalStateException("the database is away: secret");
        };
        Metered whole = () -> List.of(Meter.gauge("mullion_whole", "Whole.", 1));

        String page = new MetricsPage(List.of(broken, whole)).text();

        assertThat(page)
                .contains("mullion_whole 1\n", "mullion_scrape_failures 1\n")
                .doesNotContain("secret");
    }

    @Test
    void labelsThatGrowDoNotBecomeALeak() {
        Counts counts = new Counts("mullion_things_total", "Things.", "kind");

        IntStream.range(0, 10_000).forEach(number -> counts.add(1, "kind-" + number));

        assertThat(counts.meter().samples()).hasSize(Meter.MOST_SAMPLES);
    }

    @Test
    void aNameIsOneThatPrometheusTakes() {
        assertThatThrownBy(() -> Meter.gauge("mullion things", "Things.", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Meter.counter("mullion_things", "Things.", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
