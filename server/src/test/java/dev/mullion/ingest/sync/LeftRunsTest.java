package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connections;
import dev.mullion.ingest.sync.Leases.Lease;
import dev.mullion.ingest.sync.SyncRun.Cause;
import dev.mullion.ingest.sync.SyncRun.State;
import dev.mullion.tenancy.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server is killed while it reads, and no other run follows: its connection is disconnected, or cannot be read. */
class LeftRunsTest {

    private final TestServer server = ReadGitHub.server();
    private final ReadGitHub link = ReadGitHub.connected();
    private Lease lease;

    @BeforeEach
    void aServerIsKilledWhileItReads() {
        lease = link.inside(() -> {
            Lease taken = ReadGitHub.bean(Leases.class).take(link.id).orElseThrow();
            ReadGitHub.bean(SyncRuns.class).begin(taken, Cause.CLOCK);
            return taken;
        });
    }

    @Test
    void endsWhenItsLeaseIsOverAndItsConnectionIsDisconnected() {
        disconnect();
        theClockComes();
        assertThat(left().state()).as("its server may be there").isEqualTo(State.RUNNING);

        leaseRunsOut();
        theClockComes();

        SyncRun ended = left();
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.endedAt()).isNotNull();
        assertThat(ended.coverage())
                .isEqualTo("The server stopped before the end, and the connection is disconnected: no run goes on."
                        + " What was read stays.");
        assertThat(link.trail("connection.sync-ended"))
                .containsExactly(ended.name() + " its server stopped before the end");
        assertThat(link.runs()).hasSize(1);
    }

    @Test
    void ofOneThatHadReadSomethingThatIsSaidToBeInPart() {
        server.asAdministrator("update mullion.sync_run set pages = 3, stop_asked_at = now(), stop_asked_by = 'person'"
                + " where id = '" + lease.run() + "'");
        disconnect();
        leaseRunsOut();

        theClockComes();

        assertThat(left().state()).isEqualTo(State.PARTIAL);
        assertThat(left().coverage())
                .startsWith("The server stopped before the run did, which somebody had asked to, and the connection");
    }

    @Test
    void whatOneThatOnlyHungStillWritesDoesNotCount() {
        disconnect();
        leaseRunsOut();
        theClockComes();

        assertThatThrownBy(() -> link.inside(() -> {
                    ReadGitHub.bean(Leases.class).renew(lease);
                    return true;
                }))
                .isInstanceOf(Leases.Taken.class);
    }

    @Test
    void whereTheConnectionIsReadOnTheNextRunIsPromised() {
        server.asAdministrator("update mullion.sync_lease set held_until = now() - interval '1 second',"
                + " due_at = now() + interval '1 day' where connection_id = '" + link.id.value() + "'");

        theClockComes();

        assertThat(left().state()).isEqualTo(State.FAILED);
        assertThat(left().coverage())
                .isEqualTo("The server stopped before the end; the next run goes on where this one was.");
    }

    private void disconnect() {
        link.inside(() -> {
            ReadGitHub.bean(Connections.class).disconnect(link.id, Actor.OPERATOR);
            return true;
        });
    }

    private void leaseRunsOut() {
        server.asAdministrator("update mullion.sync_lease set held_until = now() - interval '1 second'"
                + " where connection_id = '" + link.id.value() + "'");
    }

    private static void theClockComes() {
        ReadGitHub.bean(SyncSchedule.class).look();
    }

    private SyncRun left() {
        return link.inside(
                () -> ReadGitHub.bean(SyncRuns.class).find(link.id, lease.run()).orElseThrow());
    }
}
