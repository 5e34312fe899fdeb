package dev.mullion.cli;

import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.tenancy.Workspace;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "finance",
        description = "What a workspace is owed and spends.",
        mixinStandardHelpOptions = true,
        subcommands = {
            FinanceCommands.ReceivablesCommand.class,
            FinanceCommands.SpendCommand.class,
            FinanceCommands.InfrastructureCommand.class,
            DuplicatesCommand.class,
            FinanceEntryCommands.class,
            InvoiceCommand.class,
            RateCommands.class,
            AliasCommands.Name.class,
            AliasCommands.All.class
        })
final class FinanceCommands {

    private static final int MOST_MONTHS = 60;

    private FinanceCommands() {}

    private static void requireMonths(int months) {
        if (months < 1 || months > MOST_MONTHS) {
            throw new CommandFailed(ExitCode.USAGE, "--months is 1 to " + MOST_MONTHS, "nothing was read");
        }
    }

    /** As one array, or a line each. */
    static ExitCode shown(Console console, List<Map<String, String>> rows, boolean json) {
        if (json) {
            console.out().println(JsonMapper.shared().writeValueAsString(rows));
        } else {
            rows.forEach(row -> console.out().println(String.join("  ", row.values())));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "receivables",
            description = "Open invoices by age, each currency by itself.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion finance receivables --workspace sample"})
    static final class ReceivablesCommand implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--json")
        private boolean json;

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            Receivables.Ageing ageing = operator.workspaces()
                    .within(found.id(), () -> operator.books().receivables().ageing());
            PrintWriter out = console.out();
            if (json) {
                out.println(JsonMapper.shared()
                        .writeValueAsString(ageing.currencies().stream()
                                .map(ReceivablesCommand::row)
                                .toList()));
                return ExitCode.OK;
            }
            if (ageing.currencies().isEmpty()) {
                out.println("Nothing is owed, or no books have been read yet.");
            }
            ageing.currencies()
                    .forEach(each -> row(each).forEach((name, value) -> out.printf("%-12s %s%n", name, value)));
            return ExitCode.OK;
        }

        private static Map<String, String> row(Receivables.InCurrency in) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("currency", in.currency().code());
            for (Receivables.Bucket bucket : in.buckets()) {
                String place = bucket.late() == Lateness.CURRENT
                        ? "current"
                        : bucket.late().word();
                row.put(place, bucket.sum().amount().toPlainString());
            }
            row.put("gross", in.gross().amount().toPlainString());
            row.put("unapplied", in.unapplied().amount().toPlainString());
            row.put("net", in.net().amount().toPlainString());
            return row;
        }
    }

    @Command(
            name = "spend",
            description = "Bills by month and vendor, each currency by itself.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion finance spend --workspace sample --months 3"})
    static final class SpendCommand implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--months", paramLabel = "N", description = "how many, the one under way included; 12")
        private int months = 12;

        @Option(names = "--json")
        private boolean json;

        @Override
        public ExitCode run(Console console, Operator operator) {
            requireMonths(months);
            Workspace found = workspace.of(operator);
            List<Map<String, String>> rows = new ArrayList<>();
            operator.workspaces()
                    .within(found.id(), () -> operator.books().spend().byMonth(months))
                    .forEach(line -> rows.add(row(line)));
            return shown(console, rows, json);
        }

        private static Map<String, String> row(Spend.Line line) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("month", line.month().toString());
            row.put("currency", line.sum().currency().code());
            row.put("amount", line.sum().amount().toPlainString());
            row.put(
                    "vendor",
                    line.vendor() == null ? "other suppliers" : line.vendor().name());
            return row;
        }
    }

    @Command(
            name = "infrastructure",
            description = "Imported bills of infrastructure by month and provider, each currency by itself.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion finance infrastructure --workspace sample --months 3"})
    static final class InfrastructureCommand implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--months", paramLabel = "N", description = "how many, the one under way included; 12")
        private int months = 12;

        @Option(names = "--json")
        private boolean json;

        @Override
        public ExitCode run(Console console, Operator operator) {
            requireMonths(months);
            Workspace found = workspace.of(operator);
            List<Map<String, String>> rows =
                    operator
                            .workspaces()
                            .within(
                                    found.id(),
                                    () -> operator.books().infrastructure().byMonth(months))
                            .stream()
                            .map(InfrastructureCommand::row)
                            .toList();
            return shown(console, rows, json);
        }

        private static Map<String, String> row(Infrastructure.Line line) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("month", line.month().toString());
            row.put("currency", line.sum().currency().code());
            row.put("amount", line.sum().amount().toPlainString());
            row.put("provider", line.provider());
            return row;
        }
    }
}
