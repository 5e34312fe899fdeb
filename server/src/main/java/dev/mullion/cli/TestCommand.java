package dev.mullion.cli;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.PermissionTrials;
import dev.mullion.connectors.Tried;
import dev.mullion.ingest.sync.Trials;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries the permissions of a connection at its vendor. */
@Command(
        name = "test",
        description = "Tries each permission of a connection at its vendor, and says which is missing.",
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion connection test con_... --workspace sample"})
final class TestCommand implements OperatorCommand {

    private static final int PATIENCE_SECONDS = 60;

    @Parameters(paramLabel = "CONNECTION", description = "con_..., as connection list shows it")
    private String connection = "";

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Override
    public ExitCode run(Console console, Operator operator) {
        Workspace found = workspace.of(operator);
        ConnectionId id = operator.connection(found, connection);
        Operator.Permissions permissions = operator.links().permissions();
        return switch (permissions.trials().ask(found.id(), id, Actor.OPERATOR)) {
            case Trials.Asked.Begun(CompletableFuture<Optional<String>> done) -> {
                String why = done.completeOnTimeout(
                                Optional.of("the vendor has not answered; its page shows the rest"),
                                PATIENCE_SECONDS,
                                TimeUnit.SECONDS)
                        .join()
                        .orElse("");
                yield why.isEmpty() ? told(console, table(operator, found, id)) : failed(console, why);
            }
            case Trials.Asked.UnderWay _ -> failed(console, "the permissions are being tried already");
            case Trials.Asked.Impossible impossible -> failed(console, impossible.why());
        };
    }

    private static List<Tried> table(Operator operator, Workspace of, ConnectionId id) {
        return operator.workspaces()
                .within(of.id(), () -> operator.links().permissions().kept().of(id))
                .map(PermissionTrials.Table::tried)
                .orElse(List.of());
    }

    private static ExitCode told(Console console, List<Tried> tried) {
        tried.forEach(one -> console.out()
                .printf(
                        "%-8s %s%s%n",
                        one.outcome().word(), one.permission(), one.said() == null ? "" : ": " + one.said()));
        return tried.stream().allMatch(one -> one.outcome() == Tried.Outcome.GRANTED) ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static ExitCode failed(Console console, String why) {
        console.err().println(why);
        return ExitCode.FAILURE;
    }
}
