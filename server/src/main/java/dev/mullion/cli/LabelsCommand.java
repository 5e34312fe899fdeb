package dev.mullion.cli;

import dev.mullion.cli.ConnectionListCommands.Listed;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.NameSwitch;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Switches names of things, as the switch on a connection's page does. */
@Command(
        name = "labels",
        description = {
            "Turns names of things on or off for what a connection brings.",
            "Off takes away the names that are there; facts stay."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion connection labels con_... off --workspace sample"})
final class LabelsCommand implements OperatorCommand {

    /** What may be typed. */
    enum Switch {
        ON,
        OFF
    }

    @Mixin
    private NamedConnection connection = new NamedConnection();

    @Parameters(index = "1", paramLabel = "on|off")
    private Switch wanted = Switch.ON;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public ExitCode run(Console console, Operator operator) {
        Workspace in = connection.workspace(operator);
        NameSwitch names = operator.links().told().names();
        Listed listed = operator.workspaces().within(in.id(), () -> {
            Connection found = connection.in(in, operator);
            if (!names.isFor(found)) {
                throw new CommandFailed(
                        ExitCode.CONFLICT,
                        "this connection brings no names that could be switched off",
                        "nothing was changed");
            }
            names.turn(found, wanted == Switch.ON, Actor.OPERATOR);
            return Listed.of(connection.in(in, operator), operator);
        });
        Connection changed = listed.connection();
        json.print(
                console,
                listed.view(),
                changed.id() + ": names of things are " + (changed.labelsKept() ? "kept" : "no longer kept"));
        return ExitCode.OK;
    }
}
