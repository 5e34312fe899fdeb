package dev.mullion.cli;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.Invoice;
import dev.mullion.telemetry.Settlement;
import dev.mullion.telemetry.views.InvoiceView;
import dev.mullion.tenancy.Workspace;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One invoice or bill with its payments. */
@Command(
        name = "invoice",
        description = "One invoice or bill: what is paid of it, credited and left, and its payments, the latest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  bin/mullion finance entries invoices --workspace sample",
            "  bin/mullion finance invoice con_019a4d2e-7c11-7bb2-9a3e-5d1f00c2a7e4 7f3b1c90-5d1f-4c2a-9a3e-00c2a7e47c11"
                    + " --workspace sample"
        })
final class InvoiceCommand implements OperatorCommand {

    @Parameters(index = "0", paramLabel = "CONNECTION", description = "of the books; finance entries shows it")
    private String connection = "";

    @Parameters(index = "1", paramLabel = "INVOICE", description = "the id of the invoice or bill in those books")
    private String invoice = "";

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public ExitCode run(Console console, Operator operator) {
        Workspace asked = workspace.of(operator);
        BookId id =
                Operator.valid(() -> new BookId(ConnectionId.parse(connection).value(), invoice));
        operator.workspaces().within(asked.id(), () -> {
            Settlement found = operator.books().invoices().find(id).orElseThrow(() -> notFound(asked, id));
            IdHash customer = found.invoice().counterparty();
            Map<IdHash, String> called = customer == null
                    ? Map.of()
                    : operator.books().stated().aliases().of(List.of(customer));
            json.print(console, InvoiceView.of(found, called), () -> print(console.out(), found, called));
            remark(console.err(), found);
            return true;
        });
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, Settlement found, Map<IdHash, String> called) {
        sums(found, counterparty(found.invoice(), called))
                .forEach((name, value) -> out.printf("%-12s %s%n", name, value));
        found.latest()
                .forEach(payment -> out.println(Listing.line(
                        payment.paidOn(),
                        word(payment.state()),
                        payment.amount(),
                        payment.id().id())));
    }

    private static void remark(PrintWriter err, Settlement found) {
        if (found.tally() != Settlement.Tally.MATCHES) {
            err.println(found.tally().sentence());
        } else if (found.payments() == 0) {
            err.println("no payment of it was read");
        }
        if (found.payments() > found.latest().size()) {
            err.println("the latest " + found.latest().size() + " of " + found.payments()
                    + " payments; the sums are of all");
        }
    }

    private static Map<String, Object> sums(Settlement found, String counterparty) {
        Invoice said = found.invoice();
        boolean isBill = said.direction() == Invoice.Direction.PAYABLE;
        Map<String, Object> sums = new LinkedHashMap<>();
        sums.put("connection", new ConnectionId(said.id().source()).toString());
        sums.put(isBill ? "bill" : "invoice", said.id().id());
        sums.put("state", word(said.state()));
        sums.put(isBill ? "vendor" : "customer", counterparty);
        sums.put("issued", said.issuedOn().toString());
        sums.put("due", said.dueOn() == null ? "-" : said.dueOn().toString());
        sums.put("daysLate", found.daysLate());
        sums.put("total", said.amounts().total().toString());
        sums.put("paid", said.amounts().paid().toString());
        sums.put("credited", said.amounts().credited().toString());
        sums.put("left", said.amounts().due().toString());
        sums.put("read", found.read().toString());
        found.elsewhere().forEach(sum -> sums.put("read" + sum.currency(), sum.toString()));
        sums.put("tally", word(found.tally()));
        return sums;
    }

    private static String counterparty(Invoice said, Map<IdHash, String> called) {
        if (said.direction() == Invoice.Direction.PAYABLE) {
            return said.vendor() == null ? "-" : said.vendor();
        }
        IdHash customer = said.counterparty();
        return customer == null ? "-" : called.getOrDefault(customer, customer.brief());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static CommandFailed notFound(Workspace workspace, BookId id) {
        return new CommandFailed(
                ExitCode.NOT_FOUND,
                workspace.slug() + " has no invoice or bill " + id.id() + " of " + new ConnectionId(id.source()),
                "bin/mullion finance entries invoices and spend list them with their connections");
    }
}
