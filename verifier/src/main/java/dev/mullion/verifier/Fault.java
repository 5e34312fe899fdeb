package dev.mullion.verifier;

/** What can be wrong. Scripts may ask for the words; docs/audit-format.md says what each means. */
enum Fault {
    FORM,
    ORIGIN,
    ORDER,
    CHANGED,
    TIME,
    ROOT,
    SIGNATURE,
    KEY,
    FORK,
    REWRITTEN,
    TRUNCATED,
    NOT_COMPARED
}
