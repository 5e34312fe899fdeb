package dev.mullion.web.view.chart;

import dev.mullion.web.view.part.Facts;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines over time; a gap in what is known is a gap in the line. Paths are drawn in a box 1,000 wide that is stretched
 * to the width of the screen, labels stand at percentages of it.
 */
public record Lines(
        String id,
        String title,
        String summary,
        List<Plot.Key> keys,
        List<Tick> ticks,
        List<Path> paths,
        List<Label> labels,
        Facts table) {

    /** Height of the plot in pixels, without the labels under it. */
    public static final int HEIGHT = 148;

    private static final double WIDTH = 1000;

    public record Path(String css, String d) {}

    /**
     * A label on the time axis.
     *
     * @param x in per cent of the plot
     */
    public record Label(String x, String text) {}

    public static Lines of(Plot plot) {
        Scale scale = Scale.upTo(plot.slots().stream()
                .flatMap(slot -> slot.parts().stream())
                .mapToDouble(Plot.Part::value)
                .max()
                .orElse(0));
        List<Path> paths = new ArrayList<>();
        for (int series = 0; series < plot.keys().size(); series++) {
            paths.add(new Path(plot.keys().get(series).css(), path(plot, scale, series)));
        }
        return new Lines(
                plot.id(),
                plot.title(),
                plot.summary(),
                plot.keys(),
                scale.ticks(HEIGHT, plot.unit()),
                List.copyOf(paths),
                labels(plot.slots()),
                plot.table());
    }

    private static String path(Plot plot, Scale scale, int series) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < plot.slots().size(); i++) {
            Plot.Slot slot = plot.slots().get(i);
            if (!slot.isGap()) {
                double x = WIDTH * (i + 0.5) / plot.slots().size();
                double y = scale.y(slot.parts().get(series).value(), HEIGHT);
                path.append(drawing ? 'L' : 'M')
                        .append(Scale.number(x))
                        .append(' ')
                        .append(Scale.number(y))
                        // A single point between two gaps is still something known: draw it as a dot.
                        .append(drawing ? "" : "h0");
            }
            drawing = !slot.isGap();
        }
        return path.toString();
    }

    private static List<Label> labels(List<Plot.Slot> slots) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            String tick = slots.get(i).tick();
            if (tick != null) {
                labels.add(new Label(Scale.number(100 * (i + 0.5) / slots.size()), tick));
            }
        }
        return List.copyOf(labels);
    }
}
