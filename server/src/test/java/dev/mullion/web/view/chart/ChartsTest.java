package dev.mullion.web.view.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.web.view.part.Cell;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsTest {

    private static final Plot.Key ONE = new Plot.Key("Merged", "engineering");
    private static final Plot.Key TWO = new Plot.Key("Closed", "risk");

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "7, 8", "38, 40", "42, 60", "100, 100", "0.3, 0.3"})
    void endsTheAxisAtARoundNumberAtOrOverTheLargest(double largest, double top) {
        assertThat(Scale.upTo(largest).top()).isCloseTo(top, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(Scale.upTo(largest).ticks(100, "")).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void stacksFromZeroInTheOrderOfTheKeys() {
        Bars bars = Bars.of(plot(List.of(ONE, TWO), slot("a", 10, 30)));

        assertThat(bars.columns().getFirst().segments())
                .containsExactly(new Bars.Segment("engineering", "111", "37"), new Bars.Segment("risk", "0", "111"));
    }

    @Test
    void drawsAGapForWhatIsNotKnownAndNothingForZero() {
        Bars bars = Bars.of(plot(List.of(ONE), slot("a"), slot("b", 0)));

        assertThat(bars.columns()).extracting(Bars.Column::gap).containsExactly(true, false);
        assertThat(bars.columns().getFirst().says()).isEqualTo("a: nothing known");
        assertThat(bars.columns().getLast().segments().getFirst().height()).isEqualTo("0");
    }

    @Test
    void breaksALineAtAGap() {
        Lines lines = Lines.of(plot(List.of(ONE), slot("a", 1), slot("b", 2), slot("c"), slot("d", 2)));

        assertThat(lines.paths().getFirst().d()).isEqualTo("M125 74h0L375 0M875 0h0");
    }

    @Test
    void tellsTheSameInItsTableNewestFirst() {
        Bars bars = Bars.of(plot(List.of(ONE), slot("a", 1), slot("b")));

        assertThat(bars.table().rows())
                .extracting(row -> row.cells().stream().map(Cell::text).toList())
                .containsExactly(List.of("b", "–"), List.of("a", "1.0"));
    }

    @Test
    void refusesAValueThatNoBarCanShow() {
        assertThatThrownBy(() -> new Plot.Part(Double.NaN, "?")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Plot.Part(-1, "-1")).hasMessageContaining("from zero up");
        assertThatThrownBy(() -> plot(List.of(ONE, TWO), slot("a", 1))).hasMessageContaining("2 values");
    }

    @Test
    void keepsSmallWobblesOfALargeNumberSmall() {
        assertThat(Sparkline.of("flat", List.of(100, 101)).d()).isEqualTo("M3 14L109 3");
        assertThat(Sparkline.of("nothing", List.of(0, 0)).d()).isEqualTo("M3 25L109 25");
        assertThat(Sparkline.of("one", List.of(1)).isDrawn()).isFalse();
    }

    private static Plot plot(List<Plot.Key> keys, Plot.Slot... slots) {
        return new Plot("id", "Title", "Summary.", "Week", "", keys, List.of(slots));
    }

    private static Plot.Slot slot(String name, double... values) {
        return new Plot.Slot(
                name,
                null,
                false,
                Arrays.stream(values)
                        .mapToObj(value -> new Plot.Part(value, Double.toString(value)))
                        .toList());
    }
}
