package dev.mullion.verifier.bundle;

/** Ends the reading: what follows cannot be judged. What was found is already recorded. */
final class Broken extends Exception {

    Broken() {
        super("reading ended", null, false, false);
    }
}
