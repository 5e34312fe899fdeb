package dev.mullion.cli;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Manifests;
import dev.mullion.ingest.sync.ConnectionView;
import dev.mullion.ingest.sync.RunView;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.SyncRuns;
import dev.mullion.ingest.sync.Upkeep;
import dev.mullion.tenancy.Workspace;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is connected, and what was read of it: in the words of the pages, or as the API has it. */
final class ConnectionListCommands {

    private ConnectionListCommands() {}

    /** One and what it lives on. */
    record Listed(Connection connection, Upkeep upkeep) {

        /** Inside the door of its workspace. */
        static Listed of(Connection connection, Operator operator) {
            return new Listed(connection, operator.links().syncs().upkeep(connection));
        }

        /** As programs read it. */
        ConnectionView view() {
            return ConnectionView.of(connection, upkeep);
        }

        /** As people read it: " Key pasted 2026-11-05T14:00:00Z; Next run 2026-11-05T15:00:00Z". */
        String words() {
            Stream<String> secrets =
                    upkeep.secrets().stream().map(event -> event.kind().phrase() + " " + event.at());
            Stream<String> due = Stream.ofNullable(upkeep.due()).map(at -> "Next run " + at);
            String said = Stream.concat(secrets, due).collect(Collectors.joining("; "));
            return said.isEmpty() ? "" : "    " + said + System.lineSeparator();
        }
    }

    /** As people read it: "4812 of 5000 points left until 2026-11-05T14:00:00Z". */
    private static String words(SyncRun.Budget budget) {
        String of = switch (budget.kind()) {
            case POINTS -> " points";
            case REQUESTS -> " requests";
            case DAY -> " requests of the day";
            case MINUTE -> " requests of the minute";
        };
        return budget.left() + (budget.most() == null ? "" : " of " + budget.most()) + of + " left"
                + (budget.until() == null ? " at " + budget.saidAt() : " until " + budget.until());
    }

    @Command(
            name = "list",
            description = "Every connection of a workspace, the oldest first, at most 200.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion connection list --workspace sample"})
    static final class All implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            List<Listed> all = operator.workspaces()
                    .within(
                            found.id(),
                            () -> operator.connections().list().stream()
                                    .map(one -> Listed.of(one, operator))
                                    .toList());
            Manifests manifests = operator.links().told().manifests();
            json.print(
                    console,
                    all.stream().map(Listed::view).toList(),
                    () -> all.forEach(listed -> print(console, manifests, listed)));
            if (all.isEmpty()) {
                console.err().println("Nothing is connected.");
            }
            return ExitCode.OK;
        }

        private static void print(Console console, Manifests manifests, Listed listed) {
            Connection one = listed.connection();
            console.out()
                    .printf(
                            "%s  %-8s %-30s %s since %s%s%n%s",
                            one.id(),
                            manifests.of(one).vendor(),
                            one.label(),
                            one.state().phrase(),
                            one.stateAt(),
                            one.said() == null ? "" : ": " + one.said(),
                            listed.words());
        }
    }

    @Command(
            name = "runs",
            description = "What was read of a connection at its vendor, the newest first.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion connection runs con_... --workspace sample"})
    static final class Runs implements OperatorCommand {

        @Mixin
        private NamedConnection connection = new NamedConnection();

        @Option(names = "--limit", paramLabel = "N", description = "1 to " + SyncRuns.MOST + "; 10")
        private int limit = 10;

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            if (limit < 1 || limit > SyncRuns.MOST) {
                throw new CommandFailed(
                        ExitCode.USAGE, "--limit is 1 to " + SyncRuns.MOST, "leave it out to see the last ten");
            }
            Workspace in = connection.workspace(operator);
            List<SyncRun> runs = operator.workspaces()
                    .within(
                            in.id(),
                            () -> operator.links()
                                    .told()
                                    .runs()
                                    .newest(connection.in(in, operator).id(), limit));
            json.print(
                    console, runs.stream().map(RunView::of).toList(), () -> runs.forEach(run -> print(console, run)));
            if (runs.isEmpty()) {
                console.err().println("Not read yet.");
            }
            return ExitCode.OK;
        }

        private static void print(Console console, SyncRun run) {
            console.out()
                    .printf(
                            "%s  %s  %-8s  by %s; %d objects, %d changed; %d requests, %d repeated%s; %s%n%s",
                            run.name(),
                            run.startedAt(),
                            run.state().phrase(),
                            run.cause().phrase(),
                            run.figures().objects(),
                            run.figures().written(),
                            run.figures().requests(),
                            run.figures().repeats(),
                            run.budgets().stream()
                                    .map(budget -> ", " + words(budget))
                                    .collect(Collectors.joining()),
                            run.receipt(),
                            run.coverage().isEmpty() ? "" : "    " + run.coverage() + System.lineSeparator());
        }
    }
}
