package dev.mullion.ingest.sync;

/** What a vendor may do wrong, as docs/conformance.md names it. */
enum Fault {
    LIMIT_TOLD("429 with Retry-After", true),
    LIMIT_UNTOLD("429 without Retry-After", true),
    SERVER_ERROR("5xx", true),
    SLOW("slow bytes", true),
    TRUNCATED("a truncated body", true),
    WRONG_CHARSET("a wrong charset", true),
    DUPLICATED("duplicated events", false),
    REORDERED("reordered events", false),
    LATE("late events", false),
    FUTURE("events of the future", false),
    CIRCLE("a cursor loop", true),
    SHRINKING("shrinking pages", true),
    TOKEN_DEATH("the token dies mid-run", true),
    ID_REUSED("an id used again", false),
    BROAD("an over-broad grant", true),
    REDIRECT("a redirect to an internal address", true);

    private final String title;
    private final boolean isOfReading;

    Fault(String title, boolean isOfReading) {
        this.title = title;
        this.isOfReading = isOfReading;
    }

    String title() {
        return title;
    }

    /** Whether it is in the answers to what Mullion asks; else it is in what the vendor says or sends by itself. */
    boolean isOfReading() {
        return isOfReading;
    }
}
