package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a connection.
 *
 * @param endedAt null while it is under way, or after its server was killed
 * @param figures what it did
 * @param coversFrom since when everything that changed was read, where that can be said of all parts; null: not yet
 * @param coversTo until when
 * @param coverage what was read and what was not, in sentences
 */
public record SyncRun(
        UUID id,
        ConnectionId connection,
        Cause cause,
        State state,
        Instant startedAt,
        @Nullable Instant endedAt,
        Figures figures,
        @Nullable Instant coversFrom,
        @Nullable Instant coversTo,
        String coverage) {

    /** Why it was begun. */
    public enum Cause {
        CLOCK,
        ASKED,
        /** Somebody asked for everything to be read again. */
        BACKFILL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Who or what that was, as people read it. */
        public String phrase() {
            return switch (this) {
                case CLOCK -> "the clock";
                case ASKED -> "a person or program";
                case BACKFILL -> "a person or program, to read everything again";
            };
        }
    }

    /** How it stands. */
    public enum State {
        RUNNING,
        /** Every part was read to its end. */
        COMPLETE,
        /** Some of it was; the next run goes on where this one stopped. */
        PARTIAL,
        /** Nothing was read. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As people read it. */
        public String phrase() {
            return switch (this) {
                case RUNNING -> "Reading";
                case COMPLETE -> "Complete";
                case PARTIAL -> "In part";
                case FAILED -> "Failed";
            };
        }
    }

    /**
     * Counts of one run.
     *
     * @param parts how many there are to read
     * @param partsRead how many were read to their end
     * @param objects how many things were on the pages
     * @param written rows of facts that are new or changed
     * @param unchanged rows that said so already
     */
    public record Figures(
            int parts,
            int partsRead,
            int pages,
            int objects,
            int written,
            int unchanged,
            long bytesRead,
            long bytesKept) {

        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0);

        String receipt() {
            return "read %d bytes, kept %d bytes, raw kept 0".formatted(bytesRead, bytesKept);
        }
    }

    /** Its id as people and programs write it. */
    public String name() {
        return name(id);
    }

    static String name(UUID id) {
        return "run_" + id;
    }

    /** "read N, kept M", in bytes; nothing raw is ever kept. */
    public String receipt() {
        return figures.receipt();
    }
}
