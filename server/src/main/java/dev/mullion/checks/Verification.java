package dev.mullion.checks;

import java.util.List;

/** A named group of checks that runs on the live system: {@code bin/mullion verify NAME}. */
public interface Verification {

    String name();

    /** Runs every check; never throws for a failed one. */
    List<Check> run();
}
