package dev.mullion.connectors.github;

import java.time.Instant;
import java.util.Optional;

/** What came back from GitHub, before anybody says what it means for the link. */
sealed interface Heard<T> {

    /** A body that could be read; {@code next} is the address of the next page. */
    record Said<T>(T value, long bytes, Optional<String> next) implements Heard<T> {}

    /** A status that is no success. */
    record Turned<T>(int status, boolean isSuspension) implements Heard<T> {}

    record Late<T>(Instant until, String why) implements Heard<T> {}

    record Broken<T>(String why) implements Heard<T> {}
}
