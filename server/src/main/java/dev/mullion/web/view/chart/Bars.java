package dev.mullion.web.view.chart;

import dev.mullion.web.view.part.Facts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bars over time, stacked where there is more than one series. Widths are percentages and heights are pixels, so that
 * the chart fits every screen while its text keeps its size.
 */
public record Bars(
        String id,
        String title,
        String summary,
        List<Plot.Key> keys,
        List<Tick> ticks,
        List<Column> columns,
        Facts table) {

    /** Height of the plot in pixels, without the labels under it. */
    public static final int HEIGHT = 148;

    private static final double FILLED = 0.74;

    /**
     * One place on the time axis, ready to draw.
     *
     * @param x left edge, in per cent of the plot
     * @param middle where its label stands, in per cent
     * @param right right edge, in per cent
     * @param says all its values, for the pointer
     * @param tick null where it has no label on the axis
     */
    public record Column(
            String x,
            String middle,
            String right,
            String width,
            String says,
            boolean gap,
            boolean unfinished,
            @Nullable String tick,
            List<Segment> segments) {

        public @Nullable String css() {
            return unfinished ? "unfinished" : null;
        }
    }

    public record Segment(String css, String y, String height) {}

    public static Bars of(Plot plot) {
        Scale scale =
                Scale.upTo(plot.slots().stream().mapToDouble(Bars::total).max().orElse(0));
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < plot.slots().size(); i++) {
            columns.add(column(plot, scale, i));
        }
        return new Bars(
                plot.id(),
                plot.title(),
                plot.summary(),
                plot.keys(),
                scale.ticks(HEIGHT, plot.unit()),
                List.copyOf(columns),
                plot.table());
    }

    public boolean isStacked() {
        return keys.size() > 1;
    }

    private static Column column(Plot plot, Scale scale, int index) {
        double step = 100.0 / plot.slots().size();
        Plot.Slot slot = plot.slots().get(index);
        return new Column(
                Scale.number(step * (index + (1 - FILLED) / 2)),
                Scale.number(step * (index + 0.5)),
                Scale.number(step * (index + (1 + FILLED) / 2)),
                Scale.number(step * FILLED),
                says(plot, slot),
                slot.isGap(),
                slot.unfinished(),
                slot.tick(),
                segments(plot.keys(), slot, scale));
    }

    private static List<Segment> segments(List<Plot.Key> keys, Plot.Slot slot, Scale scale) {
        List<Segment> segments = new ArrayList<>();
        double below = 0;
        for (int i = 0; i < slot.parts().size(); i++) {
            double above = below + slot.parts().get(i).value();
            double y = scale.y(above, HEIGHT);
            segments.add(new Segment(keys.get(i).css(), Scale.number(y), Scale.number(scale.y(below, HEIGHT) - y)));
            below = above;
        }
        return List.copyOf(segments);
    }

    private static String says(Plot plot, Plot.Slot slot) {
        if (slot.isGap()) {
            return slot.name() + ": nothing known";
        }
        StringBuilder says = new StringBuilder(slot.name()).append(": ");
        for (int i = 0; i < slot.parts().size(); i++) {
            says.append(i == 0 ? "" : ", ")
                    .append(plot.keys().get(i).name())
                    .append(' ')
                    .append(slot.parts().get(i).text());
        }
        return says.append(slot.unfinished() ? " so far" : "").toString();
    }

    private static double total(Plot.Slot slot) {
        return slot.parts().stream().mapToDouble(Plot.Part::value).sum();
    }
}
