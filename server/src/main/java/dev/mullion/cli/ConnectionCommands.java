package dev.mullion.cli;

import dev.mullion.connectors.AlreadyClaimed;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "connection",
        description = "Links to vendors.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ConnectionCommands.Add.class,
            ConnectionListCommands.All.class,
            ConnectionListCommands.Runs.class,
            DisconnectCommand.class,
            LabelsCommand.class,
            ConnectLinkCommands.Make.class,
            ConnectLinkCommands.All.class,
            ConnectLinkCommands.Withdraw.class,
            PasteCommand.class,
            PasteCommands.Begin.class,
            PasteCommands.Take.class,
            SyncCommand.class,
            BackfillCommand.class,
            StopCommand.class,
            TestCommand.class
        })
final class ConnectionCommands {

    @Command(
            name = "add",
            description = "Connects a workspace to a vendor.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion connection add github --workspace sample --webhook --json",
                "  bin/mullion connection add github --workspace sample --installation 4711"
            })
    static final class Add implements OperatorCommand {

        @Parameters(paramLabel = "VENDOR", description = "github")
        private String vendor = "";

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @ArgGroup(multiplicity = "1")
        private Way way = new Way();

        @Mixin
        private JsonOption json = new JsonOption();

        static final class Way {
            @Option(
                    names = "--webhook",
                    description = "a URL and secret of its own, for a repository or organisation webhook")
            private boolean webhook;

            @Option(
                    names = "--installation",
                    paramLabel = "ID",
                    description = "claims an installation of the operator's App")
            private @Nullable Long installation;
        }

        @Override
        public ExitCode run(Console console, Operator operator) {
            if (!vendor.equals("github")) {
                throw new CommandFailed(
                        ExitCode.USAGE, "github alone is connected so", "for stripe write: connection key stripe");
            }
            if (way.installation != null && way.installation <= 0) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "an installation's id is a number above 0",
                        "GitHub shows it at the end of the installation's address");
            }
            Workspace found = workspace.of(operator);
            Map<String, String> made = operator.workspaces().within(found.id(), () -> add(operator));
            json.print(
                    console,
                    made,
                    () -> made.forEach((name, value) -> console.out().printf("%-10s %s%n", name, value)));
            if (made.containsKey("secret")) {
                console.err().println("The secret is shown this once. Content type: application/json.");
            }
            return ExitCode.OK;
        }

        private Map<String, String> add(Operator operator) {
            Map<String, String> made = new TreeMap<>();
            if (way.webhook || way.installation == null) {
                Connections.Endpoint endpoint = operator.connections().addEndpoint(Actor.OPERATOR);
                made.put("connection", endpoint.id().toString());
                made.put("url", operator.address().hooks() + "/hooks/github/" + endpoint.key());
                made.put("secret", endpoint.secret());
            } else {
                made.put("connection", claim(operator, way.installation).toString());
                made.put("url", operator.address().hooks() + "/hooks/github");
            }
            return made;
        }

        private static ConnectionId claim(Operator operator, long installation) {
            try {
                return operator.links().told().installations().claim(installation, Actor.OPERATOR);
            } catch (AlreadyClaimed e) {
                throw new CommandFailed(ExitCode.CONFLICT, String.valueOf(e.getMessage()), "nothing was changed");
            }
        }
    }
}
