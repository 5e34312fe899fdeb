package dev.mullion.web.view.chart;

import dev.mullion.web.view.part.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lying bars with their labels and values written out, so that they need no axis and are their own table. */
public record Ranks(String title, String labelName, String valueName, List<Bar> bars) {

    /**
     * One bar, ready to draw.
     *
     * @param width in per cent of the longest
     * @param href the facts behind it; null where there are none
     */
    public record Bar(
            String label,
            String text,
            String width,
            Tone tone,
            @Nullable String href) {}

    /** What one bar shows, before it becomes geometry. */
    public record Item(
            String label,
            double value,
            String text,
            Tone tone,
            @Nullable String href) {}

    public static Ranks of(String title, String labelName, String valueName, List<Item> items) {
        double longest = items.stream().mapToDouble(Item::value).max().orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (Item item : items) {
            String width = Scale.number(longest == 0 ? 0 : 100 * item.value() / longest);
            bars.add(new Bar(item.label(), item.text(), width, item.tone(), item.href()));
        }
        return new Ranks(title, labelName, valueName, List.copyOf(bars));
    }
}
