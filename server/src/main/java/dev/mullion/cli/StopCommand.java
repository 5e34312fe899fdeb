package dev.mullion.cli;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.ingest.sync.RunView;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.Syncs.Stopping;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a run to stop, as the button on its page does. */
@Command(
        name = "stop",
        description = {
            "Asks a run of a connection to stop: it ends with the page that it reads.",
            "What was read stays, and the next run goes on from there."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion connection stop con_... --workspace sample"})
final class StopCommand implements OperatorCommand {

    @Mixin
    private NamedConnection connection = new NamedConnection();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RUN",
            description = "run_..., as connection runs shows it; else the one that is under way")
    private @Nullable String run;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public ExitCode run(Console console, Operator operator) {
        Workspace in = connection.workspace(operator);
        String asked = run;
        UUID named = asked == null ? null : Operator.valid(() -> SyncRun.parse(asked));
        SyncRun stopped = operator.workspaces().within(in.id(), () -> {
            ConnectionId id = connection.in(in, operator).id();
            return stopped(operator, in, id, named == null ? underWay(operator, id) : named);
        });
        json.print(
                console,
                RunView.of(stopped),
                stopped.name() + " stops after the page that it reads; what was read stays");
        return ExitCode.OK;
    }

    private static UUID underWay(Operator operator, ConnectionId id) {
        return operator.links()
                .told()
                .runs()
                .running(id)
                .map(SyncRun::id)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.CONFLICT, "no run of this connection is under way", "nothing was changed"));
    }

    private static SyncRun stopped(Operator operator, Workspace in, ConnectionId id, UUID run) {
        return switch (operator.links().syncs().stop(in.id(), id, run, Actor.OPERATOR)) {
            case Stopping.Asked asked -> asked.run();
            case Stopping.Over over ->
                throw new CommandFailed(
                        ExitCode.CONFLICT,
                        "this run is over already: it ended as "
                                + over.run().state().word(),
                        "nothing was changed");
            case Stopping.Unknown _ ->
                throw new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "this connection has no such run",
                        "bin/mullion connection runs " + id + " --workspace " + in.slug() + " shows what there is");
        };
    }
}
