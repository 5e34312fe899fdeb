package dev.mullion.cli;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads connections now instead of when they are due, and says what came of it. */
@Command(
        name = "sync",
        description = "Reads a workspace's connections at their vendors now.",
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion connection sync --workspace sample"})
final class SyncCommand implements OperatorCommand {

    private static final long LONGEST_WAIT_SECONDS = 3_600;

    @Parameters(arity = "0..1", paramLabel = "CONNECTION", description = "only this one: con_...")
    private @Nullable String connection;

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--wait", paramLabel = "SECONDS", description = "how long to wait for the end; 600")
    private long wait = 600;

    @Override
    public ExitCode run(Console console, Operator operator) {
        if (wait < 0 || wait > LONGEST_WAIT_SECONDS) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--wait is 0 to " + LONGEST_WAIT_SECONDS + " seconds",
                    "runs go on without a waiter");
        }
        Workspace found = workspace.of(operator);
        List<ConnectionId> ids = connections(operator, found);
        if (ids.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.NOT_FOUND,
                    "nothing is connected that could be read",
                    "bin/mullion connection add github --workspace " + found.slug() + " --installation ID");
        }
        return ids.stream()
                        .map(id -> isWhole(console, id, operator.links().syncs().ask(found.id(), id, Actor.OPERATOR)))
                        .reduce(true, (one, other) -> one && other)
                ? ExitCode.OK
                : ExitCode.FAILURE;
    }

    private List<ConnectionId> connections(Operator operator, Workspace of) {
        String asked = connection;
        if (asked != null) {
            return List.of(Operator.valid(() -> ConnectionId.parse(asked)));
        }
        return operator.workspaces()
                .within(
                        of.id(),
                        () -> operator.connections().list().stream()
                                .filter(one -> one.kind().isRead() && !one.endedHere())
                                .map(Connection::id)
                                .toList());
    }

    private boolean isWhole(Console console, ConnectionId id, Asked asked) {
        return switch (asked) {
            case Asked.Begun begun -> isWhole(console, id, begun.done());
            case Asked.UnderWay _ -> {
                console.out().println(id + ": a run is under way already");
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
            Optional<SyncRun> run = done.get(wait, TimeUnit.SECONDS);
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
