package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.Puller.Listing;
import dev.mullion.connectors.Puller.Page;
import dev.mullion.ingest.sync.Leases.Lease;
import dev.mullion.ingest.sync.Positions.Position;
import dev.mullion.ingest.sync.SyncRun.State;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Facts;
import dev.mullion.telemetry.Label;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everything that one run writes. Each call is one transaction of the workspace, fenced: after somebody else has taken
 * the connection over, none of them writes anything.
 */
final class Journal {

    private final Books books;
    private final Link link;
    private final Lease lease;
    private final Duration every;
    private final Coverage coverage = new Coverage();

    Journal(Books books, Link link, Lease lease, Duration every) {
        this.books = books;
        this.link = link;
        this.lease = lease;
        this.every = every;
    }

    /** Where runs write. */
    @Component
    record Books(
            Workspaces workspaces,
            Connections connections,
            Leases leases,
            Positions positions,
            SyncRuns runs,
            Facts facts,
            Clock clock) {}

    /** The connection takes nothing any more. */
    static final class NotTaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String why;

        NotTaken(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    Instant now() {
        return books.clock().instant();
    }

    boolean isEmpty() {
        return coverage.isEmpty();
    }

    void read(long bytes) {
        coverage.read(bytes);
    }

    void partDone() {
        coverage.partDone();
    }

    void skipped(String why) {
        coverage.skipped(why);
    }

    Map<String, Position> positions() {
        return within(() -> books.positions().of(lease.connection()));
    }

    void linkWorks() {
        within(() -> {
            books.connections().found(lease.connection(), Connection.State.ACTIVE, null);
            return true;
        });
    }

    void linkEnded(Connection.State state, String why) {
        within(() -> {
            books.connections().found(lease.connection(), state, why);
            return true;
        });
    }

    void listed(Listing listing, long bytes) {
        coverage.listed(listing.parts().size());
        coverage.read(bytes);
        coverage.saved(within(() -> saved(listing.facts())));
    }

    /** The facts of a page and where the walk stands by them: both or neither. */
    void page(Page page, long bytes, Position position) {
        Facts.Saved saved = within(() -> {
            Facts.Saved here = saved(page.facts());
            books.positions().save(lease.connection(), position);
            return here;
        });
        coverage.read(bytes);
        coverage.page(page.objects(), page.cut());
        coverage.saved(saved);
        coverage.saw(page.oldest(), page.newest());
    }

    void moved(Position position) {
        within(() -> {
            books.positions().save(lease.connection(), position);
            return true;
        });
    }

    /**
     * Closes the run.
     *
     * @param why null where nothing ended it early
     * @param pause when the next is due; null: when it always is
     */
    void end(State state, @Nullable String why, @Nullable Duration pause) {
        Coverage.Statement statement = coverage.statement(why);
        State said = (state == State.COMPLETE && !coverage.isWhole()) ? State.PARTIAL : state;
        books.workspaces().within(link.workspace(), () -> {
            books.leases().release(lease, now().plus(spread(pause == null ? every : pause)));
            books.runs().end(lease, said, coverage.figures(), statement);
            return true;
        });
    }

    /** Up to a tenth more, at most two minutes, so that not everybody comes at once. */
    private static Duration spread(Duration pause) {
        Duration least = pause.isNegative() ? Duration.ZERO : pause;
        long most = Math.min(least.toMillis() / 10, Duration.ofMinutes(2).toMillis());
        return least.plusMillis(RandomGenerator.getDefault().nextLong(most + 1));
    }

    private Facts.Saved saved(List<Fact> facts) {
        Connection held = books.connections().hold(List.of(lease.connection())).stream()
                .findFirst()
                .orElseThrow(() -> new NotTaken("the connection is gone"));
        if (!held.takes()) {
            throw new NotTaken("the connection is " + held.state().word());
        }
        return books.facts()
                .save(facts.stream()
                        .filter(fact -> held.labelsKept() || !(fact instanceof Label))
                        .toList());
    }

    /** Fenced: the lease's row is held until the transaction ends. */
    private <T> T within(Workspaces.Work<T, RuntimeException> work) {
        return books.workspaces().within(link.workspace(), () -> {
            books.leases().renew(lease);
            T made = work.run();
            books.runs().progress(lease, coverage.figures());
            return made;
        });
    }
}
