package dev.mullion.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One figure, once a round. */
public record Samples(List<Double> values) {

    public Samples {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a figure needs at least one round");
        }
        values = List.copyOf(values);
    }

    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double lowest() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double highest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Round by round: what drifts on a shared machine drifts for both. */
    public Samples dividedBy(Samples other) {
        if (other.values.size() != values.size()) {
            throw new IllegalArgumentException("only figures of the same rounds can be compared");
        }
        return new Samples(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / other.values.get(round))
                .toList());
    }

    /** {@code 4,120 (3,900 to 4,300)} with the decimals asked for. */
    public String text(int decimals) {
        return "%s (%s to %s)"
                .formatted(number(median(), decimals), number(lowest(), decimals), number(highest(), decimals));
    }

    public static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** Gathers one value a round. */
    public static final class Gathering {

        private final List<Double> values = new ArrayList<>();

        public void add(double value) {
            values.add(value);
        }

        public Samples done() {
            return new Samples(values);
        }
    }
}
