package dev.mullion.connectors;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What came back from a vendor, before anybody says what it means for the link. */
public sealed interface Heard<T> {

    /** A body that could be read; {@code next} is the address of the next page where a header names it. */
    record Said<T>(T value, long bytes, Optional<String> next) implements Heard<T> {}

    /**
     * A status that is no success.
     *
     * @param words which of the words that were looked for its body holds; nothing else of it is taken
     */
    record Turned<T>(int status, Set<String> words) implements Heard<T> {
        public Turned {
            words = Set.copyOf(words);
        }
    }

    record Late<T>(Instant until, String why) implements Heard<T> {}

    record Broken<T>(String why) implements Heard<T> {}
}
