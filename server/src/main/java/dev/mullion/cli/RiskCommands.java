package dev.mullion.cli;

import dev.mullion.telemetry.ComplianceTask;
import dev.mullion.telemetry.risk.ComplianceTasks;
import dev.mullion.telemetry.risk.TaskView;
import dev.mullion.tenancy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "risk",
        description = "What a workspace has to do for the sake of compliance.",
        mixinStandardHelpOptions = true,
        subcommands = RiskCommands.Tasks.class)
final class RiskCommands {

    private RiskCommands() {}

    @Command(
            name = "tasks",
            description = "The tasks of compliance that were imported, those that are due first at the head.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion risk tasks --workspace sample --state open,in_progress --severity critical"})
    static final class Tasks implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(
                names = "--state",
                split = ",",
                paramLabel = "STATE",
                description = "open, in_progress, done, dismissed")
        private List<ComplianceTask.State> states = new ArrayList<>();

        @Option(names = "--severity", split = ",", paramLabel = "SEVERITY", description = "low, medium, high, critical")
        private List<ComplianceTask.Severity> severities = new ArrayList<>();

        @Option(names = "--limit", paramLabel = "N", description = "1 to " + ComplianceTasks.MOST + "; 50")
        private int limit = 50;

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            if (limit < 1 || limit > ComplianceTasks.MOST) {
                throw new CommandFailed(ExitCode.USAGE, "--limit is 1 to " + ComplianceTasks.MOST, "nothing was read");
            }
            ComplianceTasks.Filter filter = new ComplianceTasks.Filter(Set.copyOf(states), Set.copyOf(severities));
            Workspace found = workspace.of(operator);
            List<TaskView> all = operator
                    .workspaces()
                    .within(found.id(), () -> operator.work().tasks().list(filter, null, limit + 1))
                    .stream()
                    .map(TaskView::of)
                    .toList();
            List<TaskView> shown = all.subList(0, Math.min(limit, all.size()));
            json.print(console, shown, () -> print(console, shown));
            if (all.size() > limit) {
                console.err().println("the first " + limit + "; the API's cursor leads to the rest");
            } else if (all.isEmpty()) {
                console.err().println("There is no such task.");
            }
            return ExitCode.OK;
        }

        private static void print(Console console, List<TaskView> tasks) {
            int width =
                    tasks.stream().mapToInt(task -> task.id().length()).max().orElse(1);
            tasks.forEach(task -> console.out()
                    .printf(
                            "%-" + width + "s  %-8s  %-11s  due %-10s  of %s%n",
                            task.id(),
                            task.severity(),
                            task.state(),
                            task.due() == null ? "-" : task.due(),
                            task.source()));
        }
    }
}
