package dev.mullion.ingest.imports;

import dev.mullion.connectors.imported.ImportFormat;
import dev.mullion.connectors.imported.ImportKind;
import dev.mullion.connectors.imported.ImportTerms;
import dev.mullion.tenancy.Actor;
import java.time.Instant;
import java.util.UUID;

/** What was read and kept of one import. Nothing of it is kept raw. */
public record ImportReceipt(
        UUID id, ImportKind kind, ImportFormat format, ImportTerms terms, Actor by, Figures figures, Instant takenAt) {

    /**
     * Counts.
     *
     * @param facts one of each row
     * @param written those that were added or changed something
     * @param unchanged those that said nothing new, or something older than what is known
     */
    public record Figures(int facts, int written, int unchanged, int bytesRead, long bytesKept) {}

    /** Its id as people and programs see it. */
    public String name() {
        return "imp_" + id;
    }

    /** What it comes to, in one line. */
    public String sentence() {
        return "read " + figures.bytesRead() + " bytes, kept " + figures.bytesKept() + ", raw kept 0; "
                + figures.facts() + " rows of " + kind.word() + " from " + terms.source() + " as of " + terms.asOf()
                + ": " + figures.written() + " written, " + figures.unchanged() + " unchanged";
    }
}
