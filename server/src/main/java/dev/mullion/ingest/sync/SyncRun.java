package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a connection.
 *
 * @param endedAt null while it is under way, and for some minutes after its server was killed
 * @param figures what it did
 * @param coversFrom since when everything that changed was read, where that can be said of all parts; null: not yet
 * @param coversTo until when
 * @param coverage what was read and what was not, in sentences
 * @param stop who asked it to stop; null where nobody did
 * @param budgets what the vendor said last that it leaves; empty where it said nothing
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
        String coverage,
        @Nullable Stop stop,
        List<Budget> budgets) {

    public SyncRun {
        budgets = List.copyOf(budgets);
    }

    /** Why it was begun. */
    public enum Cause {
        CLOCK,
        ASKED,
        /** Somebody asked for everything to be read again. */
        BACKFILL,
        /** Somebody connected it just now, and waits to see it read. */
        CONNECTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Who or what that was, as people read it. */
        public String phrase() {
            return switch (this) {
                case CLOCK -> "the clock";
                case ASKED -> "a person or program";
                case BACKFILL -> "a person or program, to read everything again";
                case CONNECTED -> "whoever connected it";
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
     * @param requests how often the vendor was asked
     * @param repeats how many of these requests asked once more
     */
    public record Figures(
            int parts,
            int partsRead,
            int pages,
            int objects,
            int written,
            int unchanged,
            long bytesRead,
            long bytesKept,
            int requests,
            int repeats) {

        String receipt() {
            return "read %d bytes, kept %d bytes, raw kept 0".formatted(bytesRead, bytesKept);
        }
    }

    /**
     * The wish that it stops.
     *
     * @param by a person, a program or the operator
     */
    public record Stop(Instant at, Actor.Kind by) {}

    /**
     * What the vendor said that it leaves to this account.
     *
     * @param most of how many; null where it does not say
     * @param until when it is as much as at first again; null where it does not say
     */
    public record Budget(
            Kind kind,
            long left,
            @Nullable Long most,
            @Nullable Instant until,
            Instant saidAt) {

        /** How long a word without a time of its own means something. */
        private static final Duration MEANT = Duration.ofDays(1);

        /** What is counted. */
        public enum Kind {
            REQUESTS,
            /** What a question costs, as GitHub's GraphQL counts. */
            POINTS,
            /** Requests of a day. */
            DAY,
            /** Requests of a minute. */
            MINUTE;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** Whether it still says something: later the account has as much as at first again. */
        public boolean isMeantAt(Instant now) {
            return now.isBefore(until == null ? saidAt.plus(MEANT) : until);
        }

        /** How much of it is left, from 0 to 1; null where the vendor does not say of how many. */
        public @Nullable Double share() {
            return most == null || most <= 0 ? null : Double.valueOf((double) left / most);
        }
    }

    /** Whether it is under way, as far as is known. */
    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** Its id as people and programs write it. */
    public String name() {
        return name(id);
    }

    static String name(UUID id) {
        return "run_" + id;
    }

    /**
     * Reads the form that {@link #name()} writes.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static UUID parse(String text) {
        UUID id = text.startsWith("run_") ? UUID.fromString(text.substring(4)) : null;
        if (id == null || !name(id).equals(text)) {
            throw new IllegalArgumentException("a run is written as run_ and a UUID, as connection runs shows it");
        }
        return id;
    }

    /** "read N, kept M", in bytes; nothing raw is ever kept. */
    public String receipt() {
        return figures.receipt();
    }
}
