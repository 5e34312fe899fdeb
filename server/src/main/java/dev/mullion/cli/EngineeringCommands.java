package dev.mullion.cli;

import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.MetricsView;
import dev.mullion.telemetry.engineering.Overview;
import dev.mullion.telemetry.engineering.PullRequestView;
import dev.mullion.telemetry.engineering.PullRequests;
import dev.mullion.tenancy.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "engineering",
        description = "How the work of a workspace flows.",
        mixinStandardHelpOptions = true,
        subcommands = {EngineeringCommands.Metrics.class, EngineeringCommands.Pulls.class})
final class EngineeringCommands {

    private static final int LONGEST_DAYS = 800;

    private EngineeringCommands() {}

    private static @Nullable RepositoryId repository(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        if (!typed.matches("rep_[1-9][0-9]{0,17}")) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--repository is rep_ and a number", "pull-requests --json shows which there are");
        }
        return new RepositoryId(Long.parseLong(typed.substring(4)));
    }

    @Command(
            name = "metrics",
            description = "Cycle time, work in progress and review load; with --json each week and every definition.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion engineering metrics --workspace sample --days 30"})
    static final class Metrics implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--days", paramLabel = "N", description = "how far cycle time looks back; 90")
        private int days = 90;

        @Option(names = "--repository", paramLabel = "REPOSITORY", description = "rep_...; else all together")
        private @Nullable String repository;

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            if (days < 1 || days > LONGEST_DAYS) {
                throw new CommandFailed(ExitCode.USAGE, "--days is 1 to " + LONGEST_DAYS, "nothing was read");
            }
            RepositoryId of = repository(repository);
            Workspace found = workspace.of(operator);
            Overview overview = operator.workspaces()
                    .within(
                            found.id(),
                            () -> operator.work()
                                    .engineering()
                                    .overview(Duration.ofDays(days), of, MetricsView.OLDEST));
            json.print(
                    console,
                    MetricsView.of(days, of, overview),
                    () -> new EngineeringReport(console.out()).print(days, overview));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "pull-requests",
            description = "The pull requests, the latest update first.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion engineering pull-requests --workspace sample --state open,draft"})
    static final class Pulls implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--state", split = ",", paramLabel = "STATE", description = "draft, open, closed, merged")
        private List<PullRequest.State> states = new ArrayList<>();

        @Option(names = "--repository", paramLabel = "REPOSITORY", description = "rep_...; else of all")
        private @Nullable String repository;

        @Option(names = "--limit", paramLabel = "N", description = "1 to " + PullRequests.MOST + "; 50")
        private int limit = 50;

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            if (limit < 1 || limit > PullRequests.MOST) {
                throw new CommandFailed(ExitCode.USAGE, "--limit is 1 to " + PullRequests.MOST, "nothing was read");
            }
            PullRequests.Filter filter = PullRequests.Filter.all()
                    .of(states.stream().distinct().toArray(PullRequest.State[]::new))
                    .in(repository(repository));
            Workspace found = workspace.of(operator);
            PullRequests.Page page = operator.workspaces()
                    .within(
                            found.id(),
                            () -> operator.work().pullRequests().page(filter, PullRequests.Order.UPDATED, null, limit));
            json.print(
                    console,
                    page.entries().stream().map(PullRequestView::of).toList(),
                    () -> new EngineeringReport(console.out()).print(page.entries()));
            if (page.next() != null) {
                console.err().println("the first " + limit + "; the API's cursor leads to the rest");
            } else if (page.entries().isEmpty()) {
                console.err().println("There is no such pull request.");
            }
            return ExitCode.OK;
        }
    }
}
