package dev.mullion.web.view.chart;

import java.util.List;

/**
 * A line the size of a word, without axes: the shape of a number's last weeks.
 *
 * @param d the path, in a box of {@value #WIDTH} by {@value #HEIGHT}
 * @param endX where the newest value is
 */
public record Sparkline(String summary, String d, String endX, String endY) {

    public static final int WIDTH = 112;
    public static final int HEIGHT = 28;

    private static final int MARGIN = 3;

    /** Starts at zero like every chart; fewer than two values make no line. */
    public static Sparkline of(String summary, List<? extends Number> values) {
        if (values.size() < 2) {
            return new Sparkline(summary, "", "0", "0");
        }
        Scale scale = Scale.upTo(
                values.stream().mapToDouble(Number::doubleValue).max().orElse(0));
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            d.append(i == 0 ? 'M' : 'L').append(x(i, values.size())).append(' ').append(y(scale, values.get(i)));
        }
        return new Sparkline(summary, d.toString(), x(values.size() - 1, values.size()), y(scale, values.getLast()));
    }

    public boolean isDrawn() {
        return !d.isEmpty();
    }

    private static String x(int index, int count) {
        return Scale.number(MARGIN + (double) index / (count - 1) * (WIDTH - 2 * MARGIN));
    }

    private static String y(Scale scale, Number value) {
        return Scale.number(MARGIN + scale.y(value.doubleValue(), HEIGHT - 2 * MARGIN));
    }
}
