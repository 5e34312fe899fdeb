package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.telemetry.finance.Duplicate;
import dev.mullion.telemetry.finance.Duplicates;
import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Finance: what is owed by age, what recurs, what is spent, and what looks bought twice. */
@Controller
class FinancePages {

    private static final int MONTHS = 12;
    private static final int MOST_GROUPS = 20;

    private final Visits visits;
    private final Numbers numbers;
    private final Duplicates duplicates;
    private final ConvertedStory converted;
    private final FinanceFreshness freshness;

    FinancePages(
            Visits visits,
            Numbers numbers,
            Duplicates duplicates,
            ConvertedStory converted,
            FinanceFreshness freshness) {
        this.visits = visits;
        this.numbers = numbers;
        this.duplicates = duplicates;
        this.converted = converted;
        this.freshness = freshness;
    }

    /** What Finance shows, each in its own currencies. */
    @Component
    record Numbers(Receivables receivables, Spend spend, RevenueStory revenue, InfrastructureStory infrastructure) {}

    @GetMapping("/w/{slug}/finance")
    ModelAndView page(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), Visit.FINANCE, "finance/page", this::page);
    }

    private FinancePage page(Visit visit) {
        Receivables.Ageing ageing = numbers.receivables().ageing();
        RevenueStory.Told recurring = numbers.revenue().of(visit);
        SpendStory spent = new SpendStory(visit, numbers.spend().byMonth(MONTHS), MONTHS);
        List<Infrastructure.Line> imported = numbers.infrastructure().lines();
        boolean isEmpty = ageing.currencies().isEmpty()
                && spent.lines().isEmpty()
                && recurring.stories().isEmpty()
                && imported.isEmpty();
        return new FinancePage(
                visit.still("Finance", Place.FINANCE),
                freshness.of(visit.wording()),
                isEmpty ? empty(visit) : null,
                ageing.currencies().stream()
                        .map(each -> new OwedStory(visit, each).told())
                        .toList(),
                recurring.stories(),
                spent.charts(),
                spent.table(),
                FinanceMetric.SPEND.definition(),
                duplicates(visit),
                InfrastructureStory.of(visit, imported),
                isEmpty
                        ? null
                        : converted
                                .rated(visit)
                                .told(new ConvertedStory.Sums(ageing, recurring.sums(), spent.lines(), imported)),
                visit.access().allows(DuplicatePages.MANAGE)
                        ? new Link("Convert sums at your own rates", visit.href(Place.FINANCE) + RatePages.PATH)
                        : null);
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

    private FinancePage.Group twice(Visit visit, Duplicate found) {
        Wording wording = visit.wording();
        String bills = visit.href(Place.FINANCE) + "/spend?kind=bill&since=" + duplicates.since();
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
                                each.sums().stream()
                                        .map(sum -> new Link(
                                                FinanceWords.money(wording, sum),
                                                bills + "&currency=" + sum.currency() + "&vendor="
                                                        + each.vendor().id()))
                                        .toList(),
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
}
