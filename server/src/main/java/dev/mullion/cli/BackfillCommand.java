package dev.mullion.cli;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads everything of a connection again. */
@Command(
        name = "backfill",
        description = {
            "Reads everything of a connection again at its vendor, the latest first.",
            "What one run does not reach, the next ones go on with."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion connection backfill con_... --workspace sample"})
final class BackfillCommand implements OperatorCommand {

    @Parameters(paramLabel = "CONNECTION", description = "con_..., as connection list shows it")
    private String connection = "";

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--wait", paramLabel = "SECONDS", description = "how long to wait for the end; 600")
    private long wait = 600;

    @Override
    public ExitCode run(Console console, Operator operator) {
        RunWait waiting = RunWait.of(wait);
        Workspace found = workspace.of(operator);
        ConnectionId id = operator.connection(found, connection);
        Syncs.Asked asked = operator.links().syncs().backfill(found.id(), id, Actor.OPERATOR);
        if (asked instanceof Syncs.Asked.UnderWay) {
            throw new CommandFailed(
                    ExitCode.CONFLICT,
                    "a run or a backfill of this connection is under way",
                    "its page shows how far it has come");
        }
        return waiting.isWhole(console, id, asked) ? ExitCode.OK : ExitCode.FAILURE;
    }
}
