package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.LogCheck.Found;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.TreeHeads.Head;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Another server signs more of a log while this one signs it. */
class SignedMeanwhileTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final Workspaces workspaces = server.bean(Workspaces.class);

    /** The other one told how far it was, and was stopped before its tiles were committed. */
    @Test
    @Attack({"audit-15", "audit-16"})
    void whatAnotherToldAndDidNotStoreIsNoContradiction() {
        recordUpTo(1); // which opens the log
        recordUpTo(Tile.WIDTH - 1);
        Checkpoints stopped = signing(new Heads() {
            @Override
            void take(WorkspaceId log, Head next, Consumer<Known> contains) {
                super.take(log, next, contains);
                throw new IllegalStateException("stopped");
            }
        });
        Checkpoints here = signing(new Heads() {
            private boolean isHad;

            @Override
            List<Known> of(WorkspaceId log) {
                if (!isHad) {
                    isHad = true;
                    inAnotherThread(() -> {
                        recordUpTo(Tile.WIDTH + 3);
                        assertThatThrownBy(() -> stopped.sign(workspace.id())).hasMessage("stopped");
                    });
                }
                return super.of(log);
            }
        });

        assertThat(here.sign(workspace.id())).map(Checkpoint::size).contains(Tile.WIDTH - 1L);
        assertThat(here.sign(workspace.id())).map(Checkpoint::size).contains(Tile.WIDTH + 3L);
        assertThat(server.bean(LogCheck.class).run(workspace.id())).isInstanceOf(Found.Holds.class);
    }

    private class Heads extends KnownHeads {
        Heads() {
            super(server.bean(Published.class), server.bean(KeyRing.class));
        }
    }

    private Checkpoints signing(KnownHeads heads) {
        return new Checkpoints(
                workspaces,
                server.bean(TenantSql.class),
                server.bean(CheckpointKeys.class),
                server.bean(Tiles.class),
                server.bean(StoredEvents.class),
                server.bean(Published.class),
                heads,
                Clock.systemUTC());
    }

    private static void inAnotherThread(Runnable work) {
        java.util.concurrent.CompletableFuture.runAsync(work).join();
    }

    private void recordUpTo(int size) {
        workspaces.within(workspace.id(), () -> {
            int more = size - (int) server.bean(Checkpoints.class).size();
            IntStream.range(0, more)
                    .forEach(number -> server.bean(AuditTrail.class)
                            .record(new AuditEvent(
                                    AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "number " + number)));
            return true;
        });
    }
}
