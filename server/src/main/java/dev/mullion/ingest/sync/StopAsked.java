package dev.mullion.ingest.sync;

import dev.mullion.tenancy.Actor;

/** Somebody asked the run that is under way to stop. */
final class StopAsked extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Actor.Kind by;

    StopAsked(Actor.Kind by) {
        super("somebody asked this run to stop", null, false, false);
        this.by = by;
    }

    /** Of what kind they are; who it was, the trail has. */
    String why() {
        String who = switch (by) {
            case PERSON -> "a person";
            case TOKEN -> "a program";
            case OPERATOR -> "the operator";
            case LINK, SYSTEM -> "Mullion";
        };
        return who + " asked for it; the next run goes on where this one was";
    }
}
