package dev.mullion.web.view.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A value axis that starts at zero and ends at a round number, with at most five lines. */
record Scale(double top, double step) {

    static Scale upTo(double largest) {
        if (largest <= 0) {
            return new Scale(1, 1);
        }
        double raw = largest / 4;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = roundUp(raw / power) * power;
        return new Scale(Math.ceil(largest / step - 1e-9) * step, step);
    }

    private static double roundUp(double mantissa) {
        if (mantissa <= 1) {
            return 1;
        }
        if (mantissa <= 2) {
            return 2;
        }
        return mantissa <= 5 ? 5 : 10;
    }

    /** Distance from the top of a plot of this height. */
    double y(double value, int height) {
        return height - value / top * height;
    }

    List<Tick> ticks(int height, String unit) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
            ticks.add(new Tick(number(y(i * step, height)), label(i * step, unit)));
        }
        return ticks;
    }

    private String label(double value, String unit) {
        String text = shortened(value);
        return unit.isEmpty() || value == 0 ? text : text + " " + unit;
    }

    /**
     * No longer than five characters up to a thousand millions: the axis is narrow, and the table has the whole number.
     */
    private String shortened(double value) {
        if (value == 0 && step >= 1e3) {
            return "0";
        }
        if (step >= 1e6) {
            return String.format(Locale.ROOT, "%.0fM", value / 1e6);
        }
        if (step >= 1e3) {
            return String.format(Locale.ROOT, "%.0fk", value / 1e3);
        }
        return String.format(Locale.ROOT, step < 1 ? "%.1f" : "%.0f", value);
    }

    /** As SVG wants it: a point, never a comma, at most three decimals, no trailing zeros. */
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
