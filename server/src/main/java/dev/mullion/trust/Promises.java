package dev.mullion.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Every promise there is, in their order, as {@code promises.tsv} has them. */
final class Promises {

    private static final String FILE = "promises.tsv";
    private static final int FIELDS = 6;
    private static final String EVENT = "event ";

    private Promises() {}

    static List<Promise> all() {
        try (InputStream file = Promises.class.getResourceAsStream(FILE)) {
            return new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Promises::promise)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static Promise promise(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalStateException(FILE + ": " + FIELDS + " fields were expected: " + line);
        }
        return new Promise(
                new PromiseId(fields[0]),
                fields[1],
                fields[4],
                fields[5],
                interval(fields[2].substring(fields[2].indexOf(' ') + 1)),
                fields[2].startsWith(EVENT),
                text(fields[3]));
    }

    /** {@code 10m}, {@code 1h}, {@code 7d}, or {@code -} for none; behind {@code event} the longest without one. */
    private static Optional<Duration> interval(String text) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        return Optional.of(Duration.parse(text.endsWith("d") ? "P" + text : "PT" + text));
    }

    private static Optional<String> text(String field) {
        return Optional.of(field).filter(text -> !text.isEmpty());
    }
}
