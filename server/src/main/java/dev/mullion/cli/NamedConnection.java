package dev.mullion.cli;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.Workspace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The connection that a command is about, and the workspace that it is in. */
final class NamedConnection {

    @Parameters(index = "0", paramLabel = "CONNECTION", description = "con_..., as connection list shows it")
    private String connection = "";

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    Workspace workspace(Operator operator) {
        return workspace.of(operator);
    }

    /** As it was typed. */
    String typed() {
        return connection;
    }

    /**
     * The one that is here, inside the door of its workspace.
     *
     * @throws CommandFailed for what is not here, whether or not another workspace has it
     */
    Connection in(Workspace here, Operator operator) {
        ConnectionId id = Operator.valid(() -> ConnectionId.parse(connection));
        return operator.connections()
                .find(id)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "this workspace has no such connection",
                        "bin/mullion connection list --workspace " + here.slug() + " shows what there is"));
    }
}
