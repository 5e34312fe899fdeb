package dev.mullion.requests;

/** Where a request with a key stands. */
public sealed interface Standing {

    /** Nobody has been answered yet: it is to be carried out, and nobody else carries it out until then. */
    record Unanswered() implements Standing {}

    /** Another transaction carries out a request with this key. */
    record UnderWay() implements Standing {}

    /** The key belongs to another request: of another sender, method, address or body. */
    record OfAnother() implements Standing {}

    record Answered(KeptAnswer answer) implements Standing {}
}
