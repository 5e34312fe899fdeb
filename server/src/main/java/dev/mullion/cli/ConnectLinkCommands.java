package dev.mullion.cli;

import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.identity.ConnectLinkId;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Declined;
import dev.mullion.identity.NotHere;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Links by which owners of accounts at vendors connect them. */
final class ConnectLinkCommands {

    private ConnectLinkCommands() {}

    @Command(
            name = "link",
            description = {
                "Prints a link to send to the owner of an account at a vendor.",
                "They connect it without an account here, once and within 30 minutes."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion connection link xero --workspace sample"})
    static final class Make implements OperatorCommand {

        @Parameters(paramLabel = "VENDOR", description = "github, stripe or xero")
        private String vendor = "";

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            List<String> linked = operator.links().told().linked().names();
            if (!linked.contains(vendor)) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "what is connected by a link: " + String.join(", ", linked) + "; " + vendor + " is not",
                        "write: connection link stripe");
            }
            Workspace found = workspace.of(operator);
            ConnectLinks.Made made =
                    Operator.valid(() -> operator.workspaces().within(found.id(), () -> make(operator)));
            console.out().println(made.link().address());
            console.err()
                    .println(made.id() + " works once, until " + made.link().expiresAt());
            return ExitCode.OK;
        }

        private ConnectLinks.Made make(Operator operator) {
            operator.links().consents().flow(vendor).flatMap(CodeFlow::missing).ifPresent(missing -> {
                throw new Declined("set " + missing + " first");
            });
            return operator.membership().connects().make(vendor, Actor.OPERATOR);
        }
    }

    @Command(
            name = "links",
            description = "Lists the links that still work, without their addresses.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion connection links --workspace sample"})
    static final class All implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            List<ConnectLinks.Open> open = operator.workspaces()
                    .within(found.id(), () -> operator.membership().connects().open());
            json.print(
                    console,
                    open.stream().map(All::view).toList(),
                    () -> open.forEach(link -> console.out()
                            .printf("%s  %-6s  until %s%n", link.id(), link.connector(), link.expiresAt())));
            return ExitCode.OK;
        }

        private static Map<String, String> view(ConnectLinks.Open link) {
            return Map.of(
                    "id", link.id().toString(),
                    "connector", link.connector(),
                    "madeBy", link.madeBy(),
                    "expiresAt", link.expiresAt().toString());
        }
    }

    @Command(
            name = "withdraw",
            description = "Withdraws a link: whoever opens it reads that it is not valid any more.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion connection withdraw lnk_... --workspace sample"})
    static final class Withdraw implements OperatorCommand {

        @Parameters(paramLabel = "LINK", description = "lnk_..., as connection links shows it")
        private String link = "";

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            ConnectLinkId id = Operator.valid(() -> ConnectLinkId.parse(link));
            try {
                operator.workspaces().within(found.id(), () -> {
                    operator.membership().connects().withdraw(id, Actor.OPERATOR);
                    return true;
                });
            } catch (NotHere _) {
                throw new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "this workspace has no such open link",
                        "bin/mullion connection links --workspace " + found.slug() + " shows those that work");
            }
            console.out().println(id);
            return ExitCode.OK;
        }
    }
}
