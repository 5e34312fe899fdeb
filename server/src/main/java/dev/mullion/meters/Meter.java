package dev.mullion.meters;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One figure, or one for each of a few words.
 *
 * @param name as Prometheus has it; a counter's ends with {@code _total}
 * @param help one sentence
 */
public record Meter(String name, Kind kind, String help, List<Sample> samples) {

    /** More would be labels of something that grows. */
    static final int MOST_SAMPLES = 200;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{2,80}");

    public Meter {
        samples = List.copyOf(samples);
        if (!NAME.matcher(name).matches() || (kind == Kind.COUNTER) != name.endsWith("_total")) {
            throw new IllegalArgumentException("not the name of a " + kind.word() + ": " + name);
        }
        if (samples.size() > MOST_SAMPLES) {
            throw new IllegalArgumentException(name + " has more than " + MOST_SAMPLES + " samples");
        }
    }

    /** What may become of it. */
    public enum Kind {
        /** It only grows, until the server starts again. */
        COUNTER,
        /** It is as it is now. */
        GAUGE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A value and the words that it is for. */
    public record Sample(SortedMap<String, String> labels, double value) {
        public Sample {
            labels = new TreeMap<>(labels);
        }

        /**
         * A value for some words.
         *
         * @param labels names and words, alternating
         */
        public static Sample of(double value, String... labels) {
            SortedMap<String, String> named = new TreeMap<>();
            for (int at = 0; at < labels.length; at += 2) {
                named.put(labels[at], labels[at + 1]);
            }
            return new Sample(named, value);
        }
    }

    public static Meter gauge(String name, String help, double value) {
        return new Meter(name, Kind.GAUGE, help, List.of(Sample.of(value)));
    }

    public static Meter gauge(String name, String help, List<Sample> samples) {
        return new Meter(name, Kind.GAUGE, help, samples);
    }

    public static Meter counter(String name, String help, double value) {
        return new Meter(name, Kind.COUNTER, help, List.of(Sample.of(value)));
    }

    public static Meter counter(String name, String help, List<Sample> samples) {
        return new Meter(name, Kind.COUNTER, help, samples);
    }
}
