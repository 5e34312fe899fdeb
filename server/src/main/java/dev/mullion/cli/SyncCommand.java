package dev.mullion.cli;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.List;
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

    @Parameters(arity = "0..1", paramLabel = "CONNECTION", description = "only this one: con_...")
    private @Nullable String connection;

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--wait", paramLabel = "SECONDS", description = "how long to wait for the end; 600")
    private long wait = 600;

    @Override
    public ExitCode run(Console console, Operator operator) {
        RunWait waiting = RunWait.of(wait);
        Workspace found = workspace.of(operator);
        List<ConnectionId> ids = connections(operator, found);
        if (ids.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.NOT_FOUND,
                    "nothing is connected that could be read",
                    "bin/mullion connection add github --workspace " + found.slug() + " --installation ID");
        }
        return ids.stream()
                        .map(id -> waiting.isWhole(
                                console, id, operator.links().syncs().ask(found.id(), id, Actor.OPERATOR)))
                        .reduce(true, (one, other) -> one && other)
                ? ExitCode.OK
                : ExitCode.FAILURE;
    }

    private List<ConnectionId> connections(Operator operator, Workspace of) {
        String asked = connection;
        if (asked != null) {
            return List.of(operator.connection(of, asked));
        }
        return operator.workspaces()
                .within(
                        of.id(),
                        () -> operator.connections().list().stream()
                                .filter(one -> one.kind().isRead() && !one.endedHere())
                                .map(Connection::id)
                                .toList());
    }
}
