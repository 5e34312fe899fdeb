package dev.mullion.meters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts by words of the program. What would go beyond the most samples of a meter is not counted: labels that grow are
 * a defect, and must not become a leak. Threads may share it.
 */
public final class Counts {

    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();

    public Counts(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    /**
     * Counts some more of these words.
     *
     * @param words one for each label, in their order
     */
    public void add(long more, String... words) {
        List<String> key = List.of(words);
        if (key.size() != labels.size()) {
            throw new IllegalArgumentException(name + " is counted by " + labels);
        }
        LongAdder known = counts.get(key);
        if (known == null && counts.size() < Meter.MOST_SAMPLES) {
            known = counts.computeIfAbsent(key, _ -> new LongAdder());
        }
        if (known != null) {
            known.add(more);
        }
    }

    public Meter meter() {
        List<Meter.Sample> samples = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .limit(Meter.MOST_SAMPLES)
                .forEach(entry -> samples.add(sample(entry.getKey(), entry.getValue())));
        return Meter.counter(name, help, samples);
    }

    private Meter.Sample sample(List<String> words, LongAdder count) {
        String[] named = new String[2 * words.size()];
        for (int at = 0; at < words.size(); at++) {
            named[2 * at] = labels.get(at);
            named[2 * at + 1] = words.get(at);
        }
        return Meter.Sample.of((double) count.sum(), named);
    }
}
