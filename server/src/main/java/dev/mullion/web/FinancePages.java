package dev.mullion.web;

import dev.mullion.connectors.Connections;
import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Finance: what is owed by age, what is spent, and the entries of the books behind both. */
@Controller
class FinancePages {

    private static final int MONTHS = 12;
    private static final String OTHERS = "Other suppliers";

    private final Visits visits;
    private final Receivables receivables;
    private final Spend spend;
    private final Connections connections;

    FinancePages(Visits visits, Receivables receivables, Spend spend, Connections connections) {
        this.visits = visits;
        this.receivables = receivables;
        this.spend = spend;
        this.connections = connections;
    }

    @GetMapping("/w/{slug}/finance")
    ModelAndView page(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), Visit.FINANCE, "finance/page", this::page);
    }

    @GetMapping("/w/{slug}/finance/receivables")
    ModelAndView invoices(
            @PathVariable("slug") String slug,
            @RequestParam("currency") String currency,
            @RequestParam(name = "age", required = false) @Nullable String age,
            Caller caller,
            HttpServletRequest request) {
        CurrencyCode code = currency(currency);
        Lateness late = age == null ? null : Lateness.named(age).orElseThrow(NotHere::new);
        return visits.page(
                new Asked(slug, caller, request),
                Visit.FINANCE,
                "finance/entries",
                visit -> invoices(visit, code, late));
    }

    @GetMapping("/w/{slug}/finance/spend")
    ModelAndView entries(
            @PathVariable("slug") String slug,
            @RequestParam("month") String month,
            @RequestParam("currency") String currency,
            @RequestParam(name = "vendor", required = false) @Nullable String vendor,
            Caller caller,
            HttpServletRequest request) {
        CurrencyCode code = currency(currency);
        if (!month.matches("[12][0-9]{3}-(0[1-9]|1[0-2])")) {
            throw new NotHere();
        }
        return visits.page(
                new Asked(slug, caller, request),
                Visit.FINANCE,
                "finance/entries",
                visit -> entries(visit, YearMonth.parse(month), code, vendor));
    }

    private static CurrencyCode currency(String code) {
        try {
            return new CurrencyCode(code);
        } catch (IllegalArgumentException notACurrency) {
            throw new NotHere();
        }
    }

    private FinancePage page(Visit visit) {
        Receivables.Ageing ageing = receivables.ageing();
        List<Spend.Line> lines = spend.byMonth(MONTHS);
        boolean isEmpty = ageing.currencies().isEmpty() && lines.isEmpty();
        return new FinancePage(
                visit.still("Finance", Place.FINANCE),
                freshness(visit, ageing.changedAt()),
                isEmpty ? empty(visit) : null,
                ageing.currencies().stream().map(each -> owed(visit, each)).toList(),
                lines.isEmpty() ? null : spend(visit, lines),
                FinanceMetric.SPEND.definition());
    }

    private Freshness freshness(Visit visit, @Nullable Instant changedAt) {
        return connections.list().stream()
                .filter(connection -> connection.connector().equals("xero"))
                .findFirst()
                .map(connection -> ConnectionWords.freshness(connection, changedAt, visit.wording()))
                .orElseGet(Freshness::empty);
    }

    private static EmptyState empty(Visit visit) {
        return new EmptyState(
                "No books have been read yet.",
                "Connect Xero to see what is owed and spent.",
                visit.access().allows(ConnectionChanges.MANAGE)
                        ? new Link("Connect Xero", visit.href(Place.INTEGRATIONS) + "/connect/xero")
                        : null);
    }

    private FinancePage.Owed owed(Visit visit, Receivables.InCurrency in) {
        Wording wording = visit.wording();
        String at = visit.href(Place.FINANCE) + "/receivables?currency=" + in.currency() + "&age=";
        return new FinancePage.Owed(
                in.currency().code(),
                Ranks.of(
                        "Receivables by age, " + in.currency(),
                        "Age",
                        "Left to pay",
                        in.buckets().stream()
                                .map(bucket -> new Ranks.Item(
                                        words(bucket.late()),
                                        Math.max(0, bucket.sum().amount().doubleValue()),
                                        money(wording, bucket.sum()) + ", "
                                                + wording.count(bucket.invoices(), "invoice", "invoices"),
                                        tone(bucket.late()),
                                        bucket.invoices() == 0
                                                ? null
                                                : at + bucket.late().word()))
                                .toList()),
                money(wording, in.gross()) + " gross, " + money(wording, in.unapplied()) + " of unapplied credit, "
                        + money(wording, in.net()) + " net."
                        + (in.withoutDueDate() == 0
                                ? ""
                                : " " + wording.count(in.withoutDueDate(), "invoice has", "invoices have")
                                        + " no due date and count from the issue."),
                FinanceMetric.RECEIVABLES.definition());
    }

    private static Tone tone(Lateness late) {
        return switch (late) {
            case CURRENT, DAYS_1_30 -> Tone.QUIET;
            case DAYS_31_60, DAYS_61_90 -> Tone.WAITS;
            case OVER_90 -> Tone.REFUSED;
        };
    }

    private static String words(Lateness late) {
        return switch (late) {
            case CURRENT -> "Not due yet";
            case DAYS_1_30 -> "1 to 30 days late";
            case DAYS_31_60 -> "31 to 60 days late";
            case DAYS_61_90 -> "61 to 90 days late";
            case OVER_90 -> "Over 90 days late";
        };
    }

    private static Facts spend(Visit visit, List<Spend.Line> lines) {
        String at = visit.href(Place.FINANCE) + "/spend?month=";
        List<Facts.Row> rows = lines.stream()
                .limit(Facts.MOST_ROWS)
                .map(line -> Facts.Row.of(
                        Cell.text(line.month().toString()),
                        Cell.link(new Link(
                                line.vendor() == null ? OTHERS : line.vendor().name(),
                                at + line.month() + "&currency=" + line.sum().currency() + "&vendor="
                                        + (line.vendor() == null
                                                ? Spend.UNKNOWN
                                                : line.vendor().id()))),
                        Cell.text(line.vendor() == null ? "" : line.vendor().category()),
                        Cell.count(visit.wording().count(line.entries())),
                        Cell.count(money(visit.wording(), line.sum()))))
                .toList();
        return new Facts(
                "Spend by month and vendor",
                List.of(
                        Column.of("Month"),
                        Column.of("Vendor"),
                        Column.of("For"),
                        Column.numeric("Entries"),
                        Column.numeric("Sum")),
                rows,
                rows.size() == lines.size() ? "" : "The first " + rows.size() + " of " + lines.size(),
                null,
                null,
                null);
    }

    private FinancePage.Entries invoices(Visit visit, CurrencyCode currency, @Nullable Lateness late) {
        List<Receivables.Open> found = receivables.open(currency, late, null, Receivables.MOST + 1);
        List<Facts.Row> rows = found.stream()
                .limit(Receivables.MOST)
                .map(open -> Facts.Row.of(
                        Cell.code(open.id().id()),
                        open.counterparty() == null
                                ? Cell.nothing()
                                : Cell.code(open.counterparty().brief()),
                        Cell.text(day(visit.wording(), open.issuedOn())),
                        open.dueOn() == null ? Cell.nothing() : Cell.text(day(visit.wording(), open.dueOn())),
                        Cell.count(visit.wording().count(Math.max(0, open.days()))),
                        Cell.count(money(visit.wording(), open.total())),
                        Cell.count(money(visit.wording(), open.paid().plus(open.credited()))),
                        Cell.count(money(visit.wording(), open.due()))))
                .toList();
        return entries(
                visit,
                late == null ? "Open invoices in " + currency : words(late) + ", " + currency,
                Stream.of("Invoice", "Customer").map(Column::of),
                Stream.of("Issued", "Due").map(Column::of),
                Stream.of("Days late", "Total", "Paid and credited", "Left").map(Column::numeric),
                rows,
                found.size() > rows.size());
    }

    private FinancePage.Entries entries(Visit visit, YearMonth month, CurrencyCode currency, @Nullable String vendor) {
        List<Spend.Entry> found = spend.entries(new Spend.Filter(month, currency, vendor), null, Spend.MOST + 1);
        List<Facts.Row> rows = found.stream()
                .limit(Spend.MOST)
                .map(entry -> Facts.Row.of(
                        Cell.code(entry.id().id()),
                        Cell.text(entry.isCredit() ? "Credit note" : "Bill"),
                        Cell.text(
                                entry.vendor() == null ? OTHERS : entry.vendor().name()),
                        Cell.text(day(visit.wording(), entry.issuedOn())),
                        Cell.count(money(visit.wording(), entry.amount()))))
                .toList();
        return entries(
                visit,
                "Spend of " + month + " in " + currency,
                Stream.of("Entry", "Kind").map(Column::of),
                Stream.of("Vendor", "Issued").map(Column::of),
                Stream.of("Amount").map(Column::numeric),
                rows,
                found.size() > rows.size());
    }

    private static FinancePage.Entries entries(
            Visit visit,
            String title,
            Stream<Column> first,
            Stream<Column> second,
            Stream<Column> numbers,
            List<Facts.Row> rows,
            boolean hasMore) {
        List<Column> columns =
                Stream.of(first, second, numbers).flatMap(each -> each).toList();
        return new FinancePage.Entries(
                visit.still(title, Place.FINANCE),
                new Link("Finance", visit.href(Place.FINANCE)),
                hasMore ? "The first " + rows.size() + "; the API and its cursor lead to the rest." : "",
                Facts.whole(title, columns, rows));
    }

    private static String day(Wording wording, LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(wording.locale())
                .format(day);
    }

    private static String money(Wording wording, Money money) {
        NumberFormat format = NumberFormat.getNumberInstance(wording.locale());
        format.setMinimumFractionDigits(money.currency().digits());
        format.setMaximumFractionDigits(money.currency().digits());
        return format.format(money.amount()) + "\u00a0" + money.currency();
    }
}
