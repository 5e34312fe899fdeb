package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.telemetry.finance.Duplicate;
import dev.mullion.telemetry.finance.Duplicates;
import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.YearMonth;
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
    private static final int MOST_GROUPS = 20;

    private final Visits visits;
    private final Receivables receivables;
    private final Spend spend;
    private final Duplicates duplicates;
    private final RevenueStory revenue;
    private final InfrastructureStory infrastructure;
    private final FinanceFreshness freshness;

    FinancePages(
            Visits visits,
            Receivables receivables,
            Spend spend,
            Duplicates duplicates,
            RevenueStory revenue,
            InfrastructureStory infrastructure,
            FinanceFreshness freshness) {
        this.visits = visits;
        this.receivables = receivables;
        this.spend = spend;
        this.duplicates = duplicates;
        this.revenue = revenue;
        this.infrastructure = infrastructure;
        this.freshness = freshness;
    }

    @GetMapping("/w/{slug}/finance")
    ModelAndView page(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), Visit.FINANCE, "finance/page", this::page);
    }

    @GetMapping("/w/{slug}/finance/receivables")
    ModelAndView invoices(
            @PathVariable("slug") String slug,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
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
            @RequestParam(name = "month", required = false) @Nullable String month,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "vendor", required = false) @Nullable String vendor,
            Caller caller,
            HttpServletRequest request) {
        CurrencyCode code = currency(currency);
        if (month != null && !month.matches("[12][0-9]{3}-(0[1-9]|1[0-2])")) {
            throw new NotHere();
        }
        return visits.page(
                new Asked(slug, caller, request),
                Visit.FINANCE,
                "finance/entries",
                visit -> entries(visit, new Spend.Filter(month == null ? null : YearMonth.parse(month), code, vendor)));
    }

    private static @Nullable CurrencyCode currency(@Nullable String code) {
        try {
            return code == null ? null : new CurrencyCode(code);
        } catch (IllegalArgumentException notACurrency) {
            throw new NotHere();
        }
    }

    private FinancePage page(Visit visit) {
        Receivables.Ageing ageing = receivables.ageing();
        List<FinancePage.Recurring> recurring = revenue.of(visit.wording());
        SpendStory spent = new SpendStory(visit, spend.byMonth(MONTHS), MONTHS);
        FinancePage.Imported imported = infrastructure.of(visit.wording());
        boolean isEmpty =
                ageing.currencies().isEmpty() && spent.lines().isEmpty() && recurring.isEmpty() && imported == null;
        return new FinancePage(
                visit.still("Finance", Place.FINANCE),
                freshness.of(visit.wording()),
                isEmpty ? empty(visit) : null,
                ageing.currencies().stream()
                        .map(each -> new OwedStory(visit, each).told())
                        .toList(),
                recurring,
                spent.charts(),
                spent.table(),
                FinanceMetric.SPEND.definition(),
                duplicates(visit),
                imported);
    }

    private FinancePage.@Nullable Twice duplicates(Visit visit) {
        List<Duplicate> found = duplicates.find();
        return found.isEmpty()
                ? null
                : new FinancePage.Twice(
                        found.stream()
                                .limit(MOST_GROUPS)
                                .map(each -> twice(visit, each))
                                .toList(),
                        FinanceMetric.DUPLICATES.definition(),
                        visit.access().allows(DuplicatePages.MANAGE)
                                ? visit.href(Place.FINANCE) + "/duplicates"
                                : null);
    }

    private static FinancePage.Group twice(Visit visit, Duplicate found) {
        Wording wording = visit.wording();
        String reason = switch (found.reason()) {
            case SAME_JOB ->
                "All of them are for " + found.category() + ", and were billed in the last " + Duplicates.MONTHS
                        + " months.";
            case TWO_NAMES ->
                "The books have it under "
                        + wording.count(found.bought().getFirst().names(), "name", "names") + ".";
        };
        return new FinancePage.Group(
                found.reason().word(),
                found.bought().stream()
                        .map(each -> new FinancePage.Bought(
                                each.vendor().id(),
                                each.vendor().name(),
                                FinanceWords.money(wording, each.sums()),
                                FinanceWords.day(wording, each.last())))
                        .toList(),
                reason,
                found.dismissed());
    }

    private static EmptyState empty(Visit visit) {
        return new EmptyState(
                "No books and no subscriptions have been read yet.",
                "Connect Xero to see what is owed and spent, and Stripe to see recurring revenue.",
                visit.access().allows(ConnectionChanges.MANAGE)
                        ? new Link("Open Integrations", visit.href(Place.INTEGRATIONS))
                        : null);
    }

    private FinancePage.Entries invoices(Visit visit, @Nullable CurrencyCode currency, @Nullable Lateness late) {
        List<Receivables.Open> found = receivables.open(currency, late, null, Receivables.MOST + 1);
        List<Facts.Row> rows = found.stream()
                .limit(Receivables.MOST)
                .map(open -> Facts.Row.of(
                        Cell.code(open.id().id()),
                        open.counterparty() == null
                                ? Cell.nothing()
                                : Cell.code(open.counterparty().brief()),
                        Cell.text(FinanceWords.day(visit.wording(), open.issuedOn())),
                        open.dueOn() == null
                                ? Cell.nothing()
                                : Cell.text(FinanceWords.day(visit.wording(), open.dueOn())),
                        Cell.count(visit.wording().count(Math.max(0, open.days()))),
                        Cell.count(FinanceWords.money(visit.wording(), open.total())),
                        Cell.count(
                                FinanceWords.money(visit.wording(), open.paid().plus(open.credited()))),
                        Cell.count(FinanceWords.money(visit.wording(), open.due()))))
                .toList();
        return entries(
                visit,
                (late == null ? "Open invoices" : FinanceWords.words(late)) + (currency == null ? "" : ", " + currency),
                Stream.of("Invoice", "Customer").map(Column::of),
                Stream.of("Issued", "Due").map(Column::of),
                Stream.of("Days late", "Total", "Paid and credited", "Left").map(Column::numeric),
                rows,
                found.size() > rows.size());
    }

    private FinancePage.Entries entries(Visit visit, Spend.Filter filter) {
        List<Spend.Entry> found = spend.entries(filter, null, Spend.MOST + 1);
        List<Facts.Row> rows = found.stream()
                .limit(Spend.MOST)
                .map(entry -> Facts.Row.of(
                        Cell.code(entry.id().id()),
                        Cell.text(entry.isCredit() ? "Credit note" : "Bill"),
                        Cell.text(FinanceWords.supplier(entry.vendor())),
                        Cell.text(FinanceWords.day(visit.wording(), entry.issuedOn())),
                        Cell.count(FinanceWords.money(visit.wording(), entry.amount()))))
                .toList();
        return entries(
                visit,
                "Spend" + (filter.month() == null ? "" : " of " + filter.month())
                        + (filter.currency() == null ? "" : ", " + filter.currency()),
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
}
