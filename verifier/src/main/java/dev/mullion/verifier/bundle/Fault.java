package dev.mullion.verifier.bundle;

import java.util.Locale;

/** What can be wrong. The word is stable: scripts may ask for it. */
public enum Fault {
    /** A line is not of its form; nothing behind it was read. */
    FORM,
    /** An event, or part of the log, is about another log. */
    ORIGIN,
    /** Events are missing, doubled, put in between or out of order. */
    ORDER,
    /** An event is not the one whose hash stands in the tree. */
    CHANGED,
    /** The time of the log runs backwards. */
    TIME,
    /** The events do not give the root that was signed. */
    ROOT,
    /** A checkpoint is not signed by the key that was in force. */
    SIGNATURE,
    /** A key was not announced as the log announces its keys, or is not the expected one. */
    KEY,
    /** Two roots were signed for one size. */
    FORK,
    /** The log is not the one of a checkpoint that was kept. */
    REWRITTEN,
    /** Something was cut off, or goes back behind what was kept. */
    TRUNCATED,
    /** A kept checkpoint could not be compared with this bundle. */
    NOT_COMPARED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
