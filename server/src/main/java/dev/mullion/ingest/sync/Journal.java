package dev.mullion.ingest.sync;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.LinkStates;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.Puller.Listing;
import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.connectors.Removals;
import dev.mullion.connectors.consent.ConsentAccounts;
import dev.mullion.egress.Spent;
import dev.mullion.ingest.sync.Leases.Lease;
import dev.mullion.ingest.sync.Positions.Position;
import dev.mullion.ingest.sync.SyncRun.State;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Facts;
import dev.mullion.telemetry.Label;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Actor.Kind;
import dev.mullion.tenancy.Plans;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
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
    private final Puller puller;
    private final Spent spent = new Spent();
    private final Coverage coverage;
    private final Instant begun;
    private @Nullable Kind stopAsked;
    private boolean isRefused;

    Journal(Books books, Link link, Lease lease, Puller puller) {
        this.books = books;
        this.link = link;
        this.lease = lease;
        this.puller = puller;
        this.coverage = new Coverage(puller.parts(), spent);
        this.begun = books.clock().instant();
    }

    /** Where runs write, and what is known of what they live on. */
    @Component
    record Books(
            Workspaces workspaces,
            Connections connections,
            LinkStates states,
            Removals removals,
            ConsentAccounts accounts,
            Leases leases,
            Positions positions,
            Backfills backfills,
            Vanished vanished,
            SyncRuns runs,
            SecretTimes secrets,
            Facts facts,
            RunMeters meters,
            AuditTrail trail,
            Clock clock) {}

    /** A page, what it weighed, and when its vendor was asked for it: what it shows was so then or later. */
    record Heard(Page page, long bytes, Instant asked) {}

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

    /** Does a bit of the run, and counts what is asked of the vendor meanwhile. */
    <T> T counted(Supplier<T> work) {
        return spent.during(work);
    }

    /** Looks whether somebody asked it to stop while it waited for its turn. */
    void look() {
        within(() -> true);
        requireGoingOn();
    }

    /** @throws StopAsked where the last transaction showed that somebody asked for that */
    void requireGoingOn() {
        Kind by = stopAsked;
        if (by != null) {
            throw new StopAsked(by);
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

    void partDone(Walk.Aim aim) {
        if (aim != Walk.Aim.AGAIN) {
            coverage.partDone();
        }
        if (aim != Walk.Aim.CHANGES) {
            coverage.readAgain();
        }
    }

    /** How far the whole was read again; empty where nobody asked for that. */
    Optional<Map<String, Backfills.Reached>> backfill() {
        return within(() -> books.backfills().of(lease.connection()));
    }

    void backfillEnded() {
        within(() -> {
            books.backfills().end(lease.connection());
            return true;
        });
    }

    /** Keeps the lease while a page is being read. */
    void renew() {
        books.workspaces().within(link.workspace(), () -> {
            books.leases().renew(lease);
            return true;
        });
    }

    void rested() {
        coverage.rested();
    }

    void skipped(String why) {
        coverage.skipped(why);
    }

    Map<String, Position> positions() {
        return within(() -> books.positions().of(lease.connection()));
    }

    void linkWorks() {
        within(() -> {
            books.states().found(lease.connection(), Connection.State.ACTIVE, null);
            return true;
        });
    }

    /**
     * One that worked before is there for whoever mends it, but what read from it is not kept any longer, unless
     * somebody brought another since this run began; a key that never worked leaves nothing behind.
     */
    void linkEnded(Connection.State state, String why) {
        isRefused = true;
        within(() -> {
            if (books.removals().refusedAtFirst(lease.connection(), why, begun) != Removals.First.WORKED_BEFORE) {
                return true;
            }
            books.states().ended(lease.connection(), state, why, begun);
            if (state == Connection.State.DISCONNECTED) {
                books.accounts().left(lease.connection(), why, begun);
            }
            return true;
        });
    }

    /** It may not read what no run can do without: the same for a key that never could. */
    void linkClosed(String why) {
        isRefused = true;
        within(() -> books.removals().refusedAtFirst(lease.connection(), why, begun));
    }

    /**
     * The facts of a list; what it shows again is said so that it outlives that it was gone.
     *
     * @param asked when the vendor was asked for it
     */
    void listed(Listing listing, long bytes, Instant asked) {
        within(() -> {
            Set<String> gone = books.vanished().of(lease.connection());
            coverage.saved(saved(gone.isEmpty() ? listing.facts() : puller.again(listing.facts(), gone, now()), asked));
            books.vanished()
                    .shown(
                            lease.connection(),
                            listing.parts().stream().map(Part::key).toList());
            coverage.listed(listing.parts().size());
            coverage.read(bytes);
            return true;
        });
    }

    /** Compares with the parts of a whole list: what two of them lacked is gone. */
    void listedWhole(Collection<String> shown) {
        Duration apart = puller.manifest().freshness().overlap();
        within(() -> {
            List<String> gone = books.vanished().missed(lease.connection(), shown, apart);
            coverage.saved(saved(puller.gone(gone, now()), now()));
            coverage.gone(gone.size());
            return true;
        });
    }

    /** The facts of a page and where the walk stands by them: both or neither. */
    void page(Heard heard, Walk.Aim aim, Position position) {
        took(heard, () -> save(aim, position));
    }

    /** A page that leads back to one before: its facts are kept, and the part begins anew. */
    void circle(Heard heard, Walk.Aim aim, Position position) {
        took(heard, () -> putBack(aim, position));
    }

    /** This part begins anew. */
    void again(Walk.Aim aim, Position position) {
        within(() -> {
            putBack(aim, position);
            return true;
        });
    }

    private void took(Heard heard, Runnable moving) {
        Page page = heard.page();
        within(Plans.KEPT, () -> {
            coverage.saved(saved(page.facts(), heard.asked()));
            moving.run();
            coverage.read(heard.bytes());
            coverage.page(page.objects(), page.cut());
            coverage.saw(page.oldest(), page.newest());
            return true;
        });
    }

    private void save(Walk.Aim aim, Position position) {
        if (aim == Walk.Aim.CHANGES) {
            books.positions().save(lease.connection(), position);
        } else {
            books.backfills().save(lease.connection(), position);
        }
    }

    private void putBack(Walk.Aim aim, Position position) {
        if (aim == Walk.Aim.CHANGES) {
            books.positions().save(lease.connection(), position.again());
        } else {
            books.backfills().again(lease.connection(), position);
        }
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
            books.leases().release(lease, now().plus(spread(pause == null ? usual() : pause)));
            SyncRun.Figures figures = coverage.figures();
            books.runs().end(lease, said, coverage, statement);
            Workspaces.afterCommit(() -> books.meters().ended(puller.connector(), said, figures));
            books.trail()
                    .record(ended(lease, said.word() + "; " + coverage.figures().receipt()));
            return true;
        });
    }

    /** What was refused says nothing of a key that took its place meanwhile: that one is tried next, and now. */
    private Duration usual() {
        return isRefused && books.states().hasTokenSince(lease.connection(), begun)
                ? Duration.ZERO
                : puller.manifest().freshness().every();
    }

    /** What the trail says of a run that is over. */
    static AuditEvent ended(Lease lease, String how) {
        return ended(lease.connection(), lease.run(), how);
    }

    static AuditEvent ended(ConnectionId connection, UUID run, String how) {
        return new AuditEvent(
                AuditAction.SYNC_ENDED, Actor.system("sync"), connection.toString(), SyncRun.name(run) + " " + how);
    }

    /** Up to a tenth more, at most two minutes, so that not everybody comes at once. */
    private static Duration spread(Duration pause) {
        Duration least = pause.isNegative() ? Duration.ZERO : pause;
        long most = Math.min(least.toMillis() / 10, Duration.ofMinutes(2).toMillis());
        return least.plusMillis(RandomGenerator.getDefault().nextLong(most + 1));
    }

    private Facts.Saved saved(List<Fact> facts, Instant asked) {
        Connection held = books.connections().hold(List.of(lease.connection())).stream()
                .findFirst()
                .orElseThrow(() -> new NotTaken("the connection is gone"));
        if (!held.takes()) {
            throw new NotTaken("the connection is " + held.state().word());
        }
        return books.facts()
                .save(
                        facts.stream()
                                .filter(fact -> held.labelsKept() || !(fact instanceof Label))
                                .map(fact -> fact instanceof Label label
                                        ? label.by(held.id().value())
                                        : fact)
                                .toList(),
                        asked);
    }

    private <T> T within(Workspaces.Work<T, RuntimeException> work) {
        return within(Plans.FITTED, work);
    }

    /** Fenced: the lease's row is held until the transaction ends. */
    private <T> T within(Plans plans, Workspaces.Work<T, RuntimeException> work) {
        return books.workspaces().within(link.workspace(), plans, () -> {
            books.leases().renew(lease);
            T made = work.run();
            stopAsked = books.runs().progress(lease, coverage).orElse(null);
            return made;
        });
    }
}
