package dev.mullion.web.view.chart;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * A line the size of a word, without axes: the shape of a number's last weeks, not its size. It alone does not start at
 * zero.
 *
 * @param d the path, in a box of {@value #WIDTH} by {@value #HEIGHT}
 * @param endX where the newest value is
 */
public record Sparkline(String summary, String d, String endX, String endY) {

    public static final int WIDTH = 112;
    public static final int HEIGHT = 28;

    private static final int MARGIN = 3;

    /** Fewer than two values make no line. */
    public static Sparkline of(String summary, List<? extends Number> values) {
        if (values.size() < 2) {
            return new Sparkline(summary, "", "0", "0");
        }
        DoubleSummaryStatistics range =
                values.stream().mapToDouble(Number::doubleValue).summaryStatistics();
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            d.append(i == 0 ? 'M' : 'L').append(x(i, values.size())).append(' ').append(y(range, values.get(i)));
        }
        return new Sparkline(summary, d.toString(), x(values.size() - 1, values.size()), y(range, values.getLast()));
    }

    public boolean isDrawn() {
        return !d.isEmpty();
    }

    private static String x(int index, int count) {
        return Scale.number(MARGIN + (double) index / (count - 1) * (WIDTH - 2 * MARGIN));
    }

    /** The least value lies half-way up at the lowest: small wobbles of a large number stay small. */
    private static String y(DoubleSummaryStatistics range, Number value) {
        double floor = Math.max(0, 2 * range.getMin() - range.getMax());
        double share = range.getMax() <= floor ? 0 : (value.doubleValue() - floor) / (range.getMax() - floor);
        return Scale.number(MARGIN + (1 - share) * (HEIGHT - 2 * MARGIN));
    }
}
