package dev.mullion.cli;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.Syncs.Asked;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a run to end and says what it read. */
record RunWait(long seconds) {

    private static final long LONGEST_SECONDS = 3_600;

    /** @throws CommandFailed for what is no such time */
    static RunWait of(long seconds) {
        if (seconds < 0 || seconds > LONGEST_SECONDS) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--wait is 0 to " + LONGEST_SECONDS + " seconds", "runs go on without a waiter");
        }
        return new RunWait(seconds);
    }

    /** Whether it was read whole, or goes on; says what came of it. */
    boolean isWhole(Console console, ConnectionId id, Asked asked) {
        return switch (asked) {
            case Asked.Begun begun -> isWhole(console, id, begun.done());
            case Asked.UnderWay _ -> {
                console.out().println(id + ": a run or a backfill is under way already");
                yield true;
            }
            case Asked.Impossible impossible -> {
                console.err().println(id + ": " + impossible.why());
                yield false;
            }
        };
    }

    private boolean isWhole(Console console, ConnectionId id, CompletableFuture<Optional<SyncRun>> done) {
        try {
            Optional<SyncRun> run = done.get(seconds, TimeUnit.SECONDS);
            run.ifPresent(ended -> console.out()
                    .println(id + ": " + ended.state().word() + "; " + ended.receipt() + ". " + ended.coverage()));
            return run.filter(ended -> ended.state() == SyncRun.State.COMPLETE).isPresent();
        } catch (TimeoutException _) {
            console.out().println(id + ": still reading; the run goes on");
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a run is told without failure", e.getCause());
        }
    }
}
