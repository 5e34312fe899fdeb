package dev.mullion.cli;

import dev.mullion.cli.ConnectionListCommands.Listed;
import dev.mullion.connectors.Connection;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a connection, as the button on its page does. */
@Command(
        name = "disconnect",
        description = {
            "Takes nothing new from a connection: its secrets are deleted, and it is ended at the vendor where that can be.",
            "All facts and counts stay."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion connection disconnect con_... --workspace sample --confirm con_..."})
final class DisconnectCommand implements OperatorCommand {

    @Mixin
    private NamedConnection connection = new NamedConnection();

    @Option(names = "--confirm", required = true, paramLabel = "CONNECTION", description = "its id once more")
    private String confirm = "";

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public ExitCode run(Console console, Operator operator) {
        Workspace in = connection.workspace(operator);
        if (!connection.typed().equals(confirm)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--confirm does not repeat the connection's id",
                    "nothing was changed; write it once more");
        }
        Listed listed = operator.workspaces().within(in.id(), () -> {
            operator.links().consents().disconnect(connection.in(in, operator), Actor.OPERATOR);
            return Listed.of(connection.in(in, operator), operator);
        });
        Connection ended = listed.connection();
        json.print(
                console,
                listed.view(),
                ended.id() + " is disconnected; facts stay, nothing new is taken" + atVendor(ended));
        return ExitCode.OK;
    }

    /** What remains there, or is being ended. */
    private static String atVendor(Connection ended) {
        String said = ended.said();
        return said == null ? "" : "\n" + said;
    }
}
