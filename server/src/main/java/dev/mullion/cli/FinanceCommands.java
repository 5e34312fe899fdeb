package dev.mullion.cli;

import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.views.InfrastructureView;
import dev.mullion.telemetry.views.ReceivablesView;
import dev.mullion.telemetry.views.SpendView;
import dev.mullion.tenancy.Workspace;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Command(
            name = "receivables",
            description = "Open invoices by age, each currency by itself.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion finance receivables --workspace sample"})
    static final class ReceivablesCommand implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            Receivables.Ageing ageing = operator.workspaces()
                    .within(found.id(), () -> operator.books().receivables().ageing());
            json.print(console, ReceivablesView.of(ageing), () -> print(console.out(), ageing));
            return ExitCode.OK;
        }

        private static void print(PrintWriter out, Receivables.Ageing ageing) {
            if (ageing.currencies().isEmpty()) {
                out.println("Nothing is owed, or no books have been read yet.");
            }
            ageing.currencies()
                    .forEach(each -> row(each).forEach((name, value) -> out.printf("%-12s %s%n", name, value)));
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

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            requireMonths(months);
            Workspace found = workspace.of(operator);
            List<Spend.Line> lines = operator.workspaces()
                    .within(found.id(), () -> operator.books().spend().byMonth(months));
            json.print(
                    console,
                    SpendView.of(months, lines),
                    () -> lines.forEach(line -> console.out()
                            .println(Listing.line(
                                    line.month(),
                                    line.sum(),
                                    line.vendor() == null
                                            ? "other suppliers"
                                            : line.vendor().name()))));
            return ExitCode.OK;
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

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            requireMonths(months);
            Workspace found = workspace.of(operator);
            List<Infrastructure.Line> lines = operator.workspaces()
                    .within(found.id(), () -> operator.books().infrastructure().byMonth(months));
            json.print(
                    console,
                    InfrastructureView.of(months, lines),
                    () -> lines.forEach(
                            line -> console.out().println(Listing.line(line.month(), line.sum(), line.provider()))));
            return ExitCode.OK;
        }
    }
}
