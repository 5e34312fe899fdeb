package dev.mullion.verifier.bundle;

import java.util.List;

/**
 * What was read and what was found.
 *
 * @param findings the first of them
 * @param faults how many there were
 */
public record Report(Span span, Trust trust, List<Finding> findings, long faults) {

    public Report {
        findings = List.copyOf(findings);
    }

    public boolean holds() {
        return faults == 0;
    }

    /**
     * The events that were read.
     *
     * @param origin the log; {@code unknown} where the bundle does not get to saying it
     * @param from the index of the first
     * @param size the number of events in the log up to the last
     */
    public record Span(String origin, long from, long size, long erased) {}

    /**
     * What vouches for them.
     *
     * @param signed the size of the last checkpoint that holds
     * @param kept how many kept checkpoints the log agrees with
     * @param pinned whether the key given from outside signed
     */
    public record Trust(long checkpoints, int keys, long signed, long kept, boolean pinned) {}
}
