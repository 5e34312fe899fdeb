package dev.mullion.cli;

import dev.mullion.connectors.catalogue.Catalogue;
import dev.mullion.connectors.catalogue.Catalogue.State;
import dev.mullion.connectors.catalogue.ConnectorView;
import dev.mullion.tenancy.Workspace;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "connector",
        description = "The vendors that Mullion is for.",
        mixinStandardHelpOptions = true,
        subcommands = {ConnectorCommands.All.class, ConnectorCommands.Show.class})
final class ConnectorCommands {

    private ConnectorCommands() {}

    /** As people read it. */
    static String standing(Catalogue.Entry entry) {
        if (entry.connections() > 0) {
            return entry.connections() + " connected";
        }
        return entry.state() == State.NEEDS_SETTING
                ? "needs a setting"
                : entry.state().word();
    }

    @Command(
            name = "list",
            description = "Every vendor that Mullion is for, with what of it is connected, and whether it can be.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion connector list --workspace sample"})
    static final class All implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            List<Catalogue.Entry> all = operator.workspaces()
                    .within(
                            found.id(),
                            () -> operator.catalogue()
                                    .all(operator.connections().list()));
            Listing.whole(all, ConnectorView::of, All::line).print(console, json);
            return ExitCode.OK;
        }

        private static String line(Catalogue.Entry entry) {
            return "%-10s  %-11s  %-15s  %s"
                    .formatted(
                            entry.vendor().connector(),
                            entry.vendor().domain().word(),
                            standing(entry),
                            entry.vendor().reads());
        }
    }

    @Command(
            name = "show",
            description = {
                "What a vendor is asked for, what is read and kept, and how often it is asked.",
                "It is what the page says before anybody connects it, with every question that can be asked."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion connector show xero --workspace sample"})
    static final class Show implements OperatorCommand {

        @Parameters(index = "0", paramLabel = "NAME", description = "such as xero, as connector list shows it")
        private String name = "";

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace in = workspace.of(operator);
            String connector = name.toLowerCase(Locale.ROOT);
            Catalogue.Entry entry = operator.workspaces()
                    .within(
                            in.id(),
                            () -> operator.catalogue()
                                    .find(connector, operator.connections().list()))
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.NOT_FOUND,
                            "the catalogue has no such vendor",
                            "bin/mullion connector list --workspace " + in.slug() + " shows what there is"));
            ConnectorView.Declared view = ConnectorView.Declared.of(entry);
            json.print(console, view, () -> new DeclaredConnector(console.out()).print(view));
            return ExitCode.OK;
        }
    }
}
