package dev.mullion.web.view.chart;

import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chart over time shows, before it becomes geometry; the table beside the chart is made from the same values.
 *
 * @param id unique on the page
 * @param summary what one sees in it, in a sentence: the chart for those who cannot see it
 * @param slotName heads the first column of the table ("Week of")
 * @param unit of the axis, may be empty
 * @param keys the series, bottom to top
 */
public record Plot(
        String id, String title, String summary, String slotName, String unit, List<Key> keys, List<Slot> slots) {

    public Plot {
        keys = List.copyOf(keys);
        slots = List.copyOf(slots);
        int series = keys.size();
        if (slots.stream().anyMatch(slot -> !slot.isGap() && slot.parts().size() != series)) {
            throw new IllegalArgumentException("every slot of \"" + title + "\" needs " + series + " values or none");
        }
    }

    /**
     * One series.
     *
     * @param css the class that colours it
     */
    public record Key(String name, String css) {}

    /**
     * One value.
     *
     * @param text the value as people read it
     */
    public record Part(double value, String text) {

        public Part {
            if (!Double.isFinite(value) || value < 0) {
                throw new IllegalArgumentException("a chart shows finite values from zero up, was given " + value);
            }
        }
    }

    /**
     * One place on the time axis.
     *
     * @param tick its label on the axis; null where the axis would be crowded
     * @param unfinished whether it is still going on, so that its value will grow
     * @param parts one for each key; none where nothing is known, which is a gap and not a zero
     */
    public record Slot(String name, @Nullable String tick, boolean unfinished, List<Part> parts) {

        public Slot {
            parts = List.copyOf(parts);
        }

        public boolean isGap() {
            return parts.isEmpty();
        }
    }

    /** Newest first, as people look for it. */
    Facts table() {
        List<Facts.Column> columns = new ArrayList<>();
        columns.add(Facts.Column.of(slotName));
        keys.forEach(key -> columns.add(Facts.Column.numeric(key.name())));
        return Facts.whole(
                title, columns, slots.reversed().stream().map(this::row).toList());
    }

    private Facts.Row row(Slot slot) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.text(slot.unfinished() ? slot.name() + " (unfinished)" : slot.name()));
        for (int i = 0; i < keys.size(); i++) {
            cells.add(
                    slot.isGap()
                            ? Cell.nothing()
                            : Cell.count(slot.parts().get(i).text()));
        }
        return new Facts.Row(cells);
    }
}
