package dev.mullion.ingest.sync;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Outcome;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.KeyTries;
import dev.mullion.connectors.KeyTries.Standing;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretAdmitted;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tries keys that were pasted for connections whose key works, on a server that may open them. What the vendor accepts
 * takes the place; what it refuses is deleted, and the one before works on.
 */
@Component
class NextKeys {

    private static final Logger LOG = LoggerFactory.getLogger(NextKeys.class);
    private static final Actor SYNC = Actor.system("sync");

    private final Workspaces workspaces;
    private final Connections connections;
    private final KeyTries tries;
    private final List<PastedKeys> vendors;
    private final Syncs syncs;
    private final AuditTrail trail;
    private final Clock clock;

    NextKeys(
            Workspaces workspaces,
            Connections connections,
            KeyTries tries,
            List<PastedKeys> vendors,
            Syncs syncs,
            AuditTrail trail,
            Clock clock) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.tries = tries;
        this.vendors = List.copyOf(vendors);
        this.syncs = syncs;
        this.trail = trail;
        this.clock = clock;
    }

    /** Somebody waits to see whether the key that they pasted does. */
    @EventListener
    void isHere(SecretAdmitted admitted) {
        if (syncs.isReady()
                && vendors.stream()
                        .anyMatch(vendor ->
                                vendor.nextField().equals(admitted.ref().field()))) {
            ConnectionId connection = new ConnectionId(admitted.ref().owner());
            Thread.ofVirtual().name("next-key").start(() -> carefully(admitted.workspace(), connection));
        }
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 55_000)
    void round() {
        if (syncs.isReady()) {
            workspaces.list().stream()
                    .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                    .forEach(workspace -> round(workspace.id()));
        }
    }

    private void round(WorkspaceId workspace) {
        try {
            workspaces.within(workspace, tries::due).forEach(connection -> tryIt(workspace, connection));
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "The keys of {} that wait for a try could not be looked at: {}",
                    workspace,
                    e.getClass().getSimpleName());
        }
    }

    private void carefully(WorkspaceId workspace, ConnectionId connection) {
        try {
            tryIt(workspace, connection);
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "The key that was pasted for {} could not be tried: {}",
                    connection,
                    e.getClass().getSimpleName());
        }
    }

    /** What is tried, and by whom. */
    private record Begun(PastedKeys vendor, Standing standing) {}

    private void tryIt(WorkspaceId workspace, ConnectionId connection) {
        Optional<Begun> taken = workspaces.within(workspace, () -> take(connection));
        if (taken.isPresent()) {
            Begun begun = taken.get();
            Pulled<Boolean> answer = begun.vendor().tryNext(new Link(workspace, connection, 0));
            boolean isTaken = workspaces.within(workspace, () -> judge(connection, begun, answer));
            if (isTaken) {
                syncs.byTheClock(workspace, connection);
            }
        }
    }

    private Optional<Begun> take(ConnectionId id) {
        Optional<PastedKeys> vendor = connections
                .find(id)
                .filter(found -> !found.endedHere())
                .map(Connection::connector)
                .flatMap(connector -> vendors.stream()
                        .filter(one -> one.connector().equals(connector))
                        .findFirst());
        if (vendor.isEmpty()) {
            tries.of(id).ifPresent(standing -> tries.settle(id, standing.number(), "the connection was disconnected"));
            return Optional.empty();
        }
        return tries.take(id).map(standing -> new Begun(vendor.get(), standing));
    }

    /** Whether it works from now on. Nobody disconnects until this is written. */
    private boolean judge(ConnectionId id, Begun begun, Pulled<Boolean> answer) {
        if (!connections.holdLive(id)) {
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

    private boolean accept(ConnectionId id, Begun begun) {
        boolean isLast = tries.settle(id, begun.standing().number(), null);
        if (isLast) {
            begun.vendor().accept(id);
            record(id, "the key that was pasted is accepted by its vendor and is used from now on", Outcome.DONE);
        }
        return isLast;
    }

    private boolean refuse(ConnectionId id, Begun begun, String why) {
        if (tries.settle(id, begun.standing().number(), why)) {
            begun.vendor().discard(id);
            record(
                    id,
                    "the key that was pasted is refused and deleted, the one before works on: " + why,
                    Outcome.REFUSED);
        }
        return false;
    }

    private boolean later(ConnectionId id, Begun begun, String why) {
        boolean isTooLate = begun.standing().askedAt().isBefore(clock.instant().minus(KeyTries.PATIENCE));
        if (isTooLate) {
            return refuse(id, begun, "it could not be tried within half an hour: " + why);
        }
        tries.postpone(id, begun.standing().number());
        return false;
    }

    private void record(ConnectionId id, String what, Outcome outcome) {
        trail.record(new AuditEvent(
                AuditAction.CONNECTION_CHANGED,
                SYNC,
                id.toString(),
                what.substring(0, Math.min(what.length(), 500)),
                outcome));
    }
}
