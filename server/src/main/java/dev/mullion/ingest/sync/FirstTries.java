package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.KeyTries;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.vault.Vault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Waits for what the vendor says of a key that somebody pasted just now. Whichever server has the worker that tries it,
 * what came of it is in the database, and is looked for there. Safe to share between threads.
 */
@Component
public class FirstTries {

    /** Together longer than a vendor takes that is not in trouble: eight seconds. */
    private static final int LOOKS = 40;

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Journal.Books books;
    private final KeyTries tries;
    private final Vault vault;

    FirstTries(Journal.Books books, KeyTries tries, Vault vault) {
        this.books = books;
        this.tries = tries;
        this.vault = vault;
    }

    /** What came of the first try. */
    public sealed interface Outcome {

        /** The vendor lets the key read, and its first run goes on. */
        record Works() implements Outcome {}

        /** Nothing is left of the key, nor of its connection where that never had another. */
        record Refused(String why) implements Outcome {}

        /**
         * Neither yet; it is tried again by itself.
         *
         * @param why what stood in the way; null where no worker has answered
         */
        record Waits(@Nullable String why) implements Outcome {}
    }

    /** Whether nobody has tried the key of this one yet, and {@link #await} tells of that key. Inside an open door. */
    public boolean isUntried(Connection connection) {
        return connection.state() == Connection.State.WAITING
                && books.runs().newest(connection.id(), 1).isEmpty();
    }

    /** Waits for it, and no longer than somebody does at a page. Not inside a door: it opens some. */
    public Outcome await(WorkspaceId workspace, ConnectionId connection) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Outcome> seen = books.workspaces().within(workspace, () -> seen(connection));
            if (seen.isPresent()) {
                return seen.get();
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return new Outcome.Waits(null);
    }

    /**
     * The same of a key that was pasted for a connection whose key works: what the vendor refuses leaves that one in
     * its place.
     *
     * @param number of its try
     */
    public Outcome await(WorkspaceId workspace, ConnectionId connection, int number) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<KeyTries.Standing> standing =
                    books.workspaces().within(workspace, () -> tries.of(connection, number));
            if (standing.isEmpty()) {
                return new Outcome.Waits("another key was pasted after it, and is tried in its place");
            }
            if (standing.get().isOver()) {
                String refusal = standing.get().refusal();
                return refusal == null ? new Outcome.Works() : new Outcome.Refused(refusal);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return new Outcome.Waits(null);
    }

    private Optional<Outcome> seen(ConnectionId id) {
        Optional<Outcome> refused = books.removals().of(id).map(gone -> new Outcome.Refused(gone.said()));
        return refused.isPresent() ? refused : books.connections().find(id).flatMap(this::seen);
    }

    private Optional<Outcome> seen(Connection connection) {
        if (connection.state() == Connection.State.ACTIVE) {
            return Optional.of(new Outcome.Works());
        }
        return books.runs().newest(connection.id(), 1).stream()
                .filter(run -> run.state() != SyncRun.State.RUNNING)
                .findFirst()
                .map(run -> said(connection.id(), run.coverage()));
    }

    /** Where another was pasted beside it, the connection outlives it, and it is deleted when it is refused. */
    private Outcome said(ConnectionId id, @Nullable String coverage) {
        boolean isGone = tries.hasAny(id) && !vault.has(HeldKeys.ref(id));
        return isGone
                ? new Outcome.Refused("its vendor refuses it; another key that was pasted after it is tried")
                : new Outcome.Waits(coverage);
    }
}
