package dev.mullion.residue;

import java.util.UUID;

/**
 * One delivery to send, and the status that it must be answered with.
 *
 * @param what for people: {@code push, chunked}
 */
record Parcel(Vendor vendor, String what, String event, UUID id, Manner manner, int expected) {

    /** What is special about a delivery. */
    enum Manner {
        PLAIN,
        CHUNKED,
        FORGED,
        UNSIGNED,
        SIGNED_FOR_ANOTHER,
        CUT_SHORT,
        ENCODED,
        WITHOUT_EVENT,
        TO_NOWHERE
    }

    static Parcel of(String what, String event, Manner manner, int expected) {
        return of(Vendor.GITHUB, what, event, manner, expected);
    }

    static Parcel of(Vendor vendor, String what, String event, Manner manner, int expected) {
        return new Parcel(vendor, what, event, UUID.randomUUID(), manner, expected);
    }
}
