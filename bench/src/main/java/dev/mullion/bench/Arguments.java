package dev.mullion.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command line.
 *
 * @param name which benchmark; empty runs all
 * @param full the long form, where a benchmark has one
 * @param size how many of whatever a benchmark counts, instead of its own number
 */
record Arguments(Optional<String> name, boolean full, OptionalInt size, Optional<Path> json) {

    /** What was typed means nothing. */
    static final class Unusable extends RuntimeException {
        Unusable(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> words) {
        Optional<String> name = Optional.empty();
        Optional<Path> json = Optional.empty();
        OptionalInt size = OptionalInt.empty();
        boolean full = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--full" -> full = true;
                case "--size" -> size = OptionalInt.of(number(rest));
                case "--json" -> json = Optional.of(file(rest));
                default -> name = Optional.of(benchmark(word, name));
            }
        }
        return new Arguments(name, full, size, json);
    }

    private static int number(Iterator<String> rest) {
        String word = rest.hasNext() ? rest.next() : "";
        if (!word.matches("[1-9][0-9]{0,8}")) {
            throw new Unusable("--size needs a number from 1 to 999999999");
        }
        return Integer.parseInt(word);
    }

    private static Path file(Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new Unusable("--json needs a file");
        }
        return Path.of(rest.next()).toAbsolutePath();
    }

    private static String benchmark(String word, Optional<String> before) {
        if (before.isPresent() || !Catalogue.names().contains(word)) {
            throw new Unusable("'" + word + "' is not a benchmark; expected one of these, or none for all:");
        }
        return word;
    }
}
