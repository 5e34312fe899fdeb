package dev.mullion.ingest.sync;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.Outcome;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.KeyTries;
import dev.mullion.connectors.KeyTries.Standing;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.tenancy.Actor;
import dev.mullion.vault.BoxRefused;
import dev.mullion.vault.Intake;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says which key is tried, and settles what its vendor said of it, inside the open door of a workspace. A try has the
 * number of a paste and the version of a secret: what was found out about another key holds for nothing.
 */
@Component
class TriedKeys {

    private static final Actor SYNC = Actor.system("sync");

    private static final String UNOPENED = "what was pasted could not be opened; paste the key again";

    private final Journal.Books books;
    private final KeyTries tries;
    private final List<Puller> pullers;
    private final Intake intake;
    private final Vault vault;
    private final HeldKeys held;

    TriedKeys(Journal.Books books, KeyTries tries, List<Puller> pullers, Intake intake, Vault vault, HeldKeys held) {
        this.books = books;
        this.tries = tries;
        this.pullers = List.copyOf(pullers);
        this.intake = intake;
        this.vault = vault;
        this.held = held;
    }

    /**
     * What is tried, and by whom.
     *
     * @param version of the secret that waits
     */
    record Begun(Connection connection, Puller vendor, Standing standing, long version) {}

    /**
     * Begins to try the key that waits; empty where none does, and where its box was not opened yet. The connection is
     * held before the try is, as whoever pastes holds them.
     */
    Optional<Begun> take(ConnectionId id) {
        Optional<Connection> connection = books.connections().hold(List.of(id)).stream()
                .filter(found -> !found.endedHere())
                .findFirst();
        if (connection.isEmpty()) {
            tries.settleAll(id, "the connection was disconnected");
            return Optional.empty();
        }
        return tries.take(id).flatMap(standing -> begun(connection.get(), standing));
    }

    private Puller vendorOf(Connection connection) {
        return pullers.stream()
                .filter(one -> one.connector().equals(connection.connector()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing is read from " + connection.connector()));
    }

    /** While a box waits, what is in the vault is the key of an earlier paste. */
    private Optional<Begun> begun(Connection connection, Standing standing) {
        ConnectionId id = connection.id();
        SecretRef next = KeyTries.ref(id);
        if (intake.waitsFor(next)) {
            tries.again(id, standing.number());
            return Optional.empty();
        }
        tries.replace(id, standing.number());
        OptionalLong version = vault.version(next);
        if (version.isEmpty()) {
            String why = "what was pasted did not open, or was deleted before it was tried; paste the key again";
            if (tries.settle(id, standing.number(), why)) {
                record(id, "no key is there to be tried: " + why, Outcome.REFUSED);
                leaveNothing(id, why);
            }
            return Optional.empty();
        }
        return Optional.of(new Begun(connection, vendorOf(connection), standing, version.getAsLong()));
    }

    /**
     * A box did not open: that is said of the paste that it was of, and of no other one. Of the connection nothing is
     * locked here, which whoever ends it holds while they wait for the box.
     */
    @EventListener
    void unopened(BoxRefused refused) {
        ConnectionId id = new ConnectionId(refused.ref().owner());
        if (isKey(refused.ref()) && tries.settleBox(id, refused.box(), UNOPENED)) {
            record(id, "no key is there to be tried: " + UNOPENED, Outcome.REFUSED);
        }
    }

    static boolean isKey(SecretRef ref) {
        return ref.field().equals(PastedKeys.FIELD) || ref.field().equals(KeyTries.FIELD);
    }

    /** What is done when the transaction of a box that did not open is over. */
    void afterUnopened(ConnectionId id) {
        leaveNothing(id, UNOPENED);
    }

    /**
     * A connection that never worked, and has no key any more that could be tried, is not kept. Nobody pastes
     * meanwhile, and a box that is not there any more has left its key in the vault.
     */
    private void leaveNothing(ConnectionId id, String why) {
        books.connections().hold(List.of(id));
        boolean isLeft = intake.waitsWithTokenFor(id.value()) || tries.isOpen(id) || vault.has(HeldKeys.ref(id));
        if (!isLeft) {
            books.removals().refusedAtFirst(id, why, books.clock().instant());
        }
    }

    /** Whether it works from now on. Nobody disconnects or pastes until this is written. */
    boolean judge(ConnectionId id, Begun begun, Pulled<Boolean> answer) {
        if (!books.connections().holdLive(id)) {
            return false;
        }
        if (isOfAnother(id, begun, answer)) {
            tries.again(id, begun.standing().number());
            return false;
        }
        return switch (answer) {
            case Pulled.Got<Boolean> _ -> accept(id, begun);
            case Pulled.Ended<Boolean> ended -> refuse(id, begun, ended.why());
            case Pulled.Closed<Boolean> closed -> refuse(id, begun, closed.why());
            case Pulled.Failed<Boolean> failed -> later(id, begun, failed.why());
            case Pulled.Later<Boolean> late -> later(id, begun, late.why());
            case Pulled.Lost<Boolean> lost -> later(id, begun, lost.why());
        };
    }

    /**
     * Looked for in this order: a box that is not there any more has left its key in the vault. What is no key is
     * thrown away as soon as it is opened, so a refusal stands where nothing is left.
     */
    private boolean isOfAnother(ConnectionId id, Begun begun, Pulled<Boolean> answer) {
        SecretRef next = KeyTries.ref(id);
        if (intake.waitsFor(next)) {
            return true;
        }
        OptionalLong version = vault.version(next);
        return version.isPresent() ? version.getAsLong() != begun.version() : answer instanceof Pulled.Got<Boolean>;
    }

    private boolean accept(ConnectionId id, Begun begun) {
        boolean isLast = tries.settle(id, begun.standing().number(), null);
        if (isLast) {
            held.accept(begun.connection());
            record(id, "the key that was pasted is accepted by its vendor and is used from now on", Outcome.DONE);
        }
        return isLast;
    }

    /** That the one before is used on is said only where a run has not found that it does not do either. */
    private boolean refuse(ConnectionId id, Begun begun, String why) {
        boolean isOneBefore = vault.has(HeldKeys.ref(id));
        String said = isOneBefore ? why + "; the key that was used before is used on" : why;
        if (tries.settle(id, begun.standing().number(), said)) {
            held.discard(id);
            record(id, "the key that was pasted is refused and deleted: " + said, Outcome.REFUSED);
            leaveNothing(id, why);
        }
        return false;
    }

    private boolean later(ConnectionId id, Begun begun, String why) {
        boolean isTooLate =
                begun.standing().askedAt().isBefore(books.clock().instant().minus(KeyTries.PATIENCE));
        if (isTooLate) {
            return refuse(id, begun, "it could not be tried within half an hour: " + why);
        }
        tries.postpone(id, begun.standing().number());
        return false;
    }

    private void record(ConnectionId id, String what, Outcome outcome) {
        books.trail()
                .record(new AuditEvent(
                        AuditAction.CONNECTION_CHANGED,
                        SYNC,
                        id.toString(),
                        what.substring(0, Math.min(what.length(), 500)),
                        outcome));
    }
}
