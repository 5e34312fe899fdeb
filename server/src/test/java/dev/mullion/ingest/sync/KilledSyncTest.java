package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own is killed while it reads, wherever it is, and another goes on. */
class KilledSyncTest {

    private static final int KILLS = Boolean.getBoolean("mullion.long") ? 30 : 1;
    private static final int MOST_QUESTIONS = 14;

    private final TestServer server = ReadGitHub.server();
    private final Random random = new Random(20_261_122);

    @TempDir
    private Path folder;

    @Test
    @Attack({"reliability-16", "reliability-17", "reliability-18"})
    void anotherGoesOnAndNothingIsMissingOrTwice() throws Exception {
        ReadGitHub whole = ReadGitHub.connected();
        ReadGitHub.vendor().pageSize(2);
        SyncRun uninterrupted = whole.read();
        List<String> expected = whole.state();
        for (int kill = 0; kill < KILLS; kill++) {
            ReadGitHub link = ReadGitHub.connected();
            ReadGitHub.vendor().pageSize(2);
            killedWhileItReads(link);
            SyncRun left = link.runs().getFirst();
            leaseRunsOut(link);

            SyncRun resumed = link.read();

            assertThat(left.state()).isEqualTo(SyncRun.State.RUNNING);
            assertThat(resumed.state()).isEqualTo(SyncRun.State.COMPLETE);
            assertThat(link.state()).isEqualTo(expected);
            assertThat(left.figures().pages() + resumed.figures().pages())
                    .as("pages of both: only the one that was under way is read again, or the first of a part")
                    .isBetween(
                            uninterrupted.figures().pages(),
                            uninterrupted.figures().pages()
                                    + uninterrupted.figures().parts());
            assertThat(link.trail("connection.sync-ended"))
                    .containsExactly(
                            resumed.name() + " complete; " + resumed.receipt(),
                            left.name() + " its server stopped before the end");
        }
    }

    private void killedWhileItReads(ReadGitHub link) throws IOException, InterruptedException {
        try (OtherServer other = OtherServer.beside(server, folder)) {
            int asked = ReadGitHub.vendor().asked().size() + 4 + random.nextInt(MOST_QUESTIONS);
            other.begin(link.workspace, link.id);
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(OtherServer.START_SECONDS);
            while (ReadGitHub.vendor().asked().size() < asked && System.nanoTime() < patience) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(8)));
        }
    }

    private void leaseRunsOut(ReadGitHub link) {
        server.asAdministrator("update mullion.sync_lease set held_until = now() - interval '1 second'"
                + " where connection_id = '" + link.id.value() + "'");
    }
}
