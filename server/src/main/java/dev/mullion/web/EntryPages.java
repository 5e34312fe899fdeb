package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.telemetry.InfrastructureCost;
import dev.mullion.telemetry.finance.Age;
import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.finance.UnappliedCredits;
import dev.mullion.web.CustomerNames.Names;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.part.Facts.Row;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The entries of the books, and the imported rows, that the sums of finance are made of. */
@Controller
class EntryPages {

    private final Visits visits;
    private final Receivables receivables;
    private final UnappliedCredits credits;
    private final Books books;
    private final CustomerNames names;

    EntryPages(Visits visits, Receivables receivables, UnappliedCredits credits, Books books, CustomerNames names) {
        this.visits = visits;
        this.receivables = receivables;
        this.credits = credits;
        this.books = books;
        this.names = names;
    }

    /** What is paid. */
    @org.springframework.stereotype.Component
    record Books(Spend spend, Infrastructure infrastructure) {}

    @GetMapping("/w/{slug}/finance/receivables")
    ModelAndView invoices(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        EntryQuery query = new EntryQuery("/receivables", parameters);
        Age age = Objects.requireNonNullElse(query.named("age", Age.words(), Age::named), Age.ANY);
        return page(new Asked(slug, caller, request), visit -> {
            List<Receivables.Open> found = receivables.open(
                    new Receivables.Filter(query.currency(), age, null), query.place(), Receivables.MOST + 1);
            Names called = names.of(found, Receivables.Open::counterparty);
            return query.page(visit, FinanceWords.words(age))
                    .of(
                            EntryTables.INVOICES,
                            rows(found, open -> new EntryTables(visit).of(open, called)),
                            at -> new Receivables.Place(
                                            Receivables.agedFrom(found.get(at)),
                                            found.get(at).id())
                                    .toString());
        });
    }

    @GetMapping("/w/{slug}/finance/credits")
    ModelAndView credits(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        EntryQuery query = new EntryQuery("/credits", parameters);
        return page(new Asked(slug, caller, request), visit -> {
            List<UnappliedCredits.Unapplied> found = credits.list(
                    new UnappliedCredits.Filter(query.currency(), null), query.place(), UnappliedCredits.MOST + 1);
            Names called = names.of(found, UnappliedCredits.Unapplied::counterparty);
            return query.page(visit, "Unapplied credit")
                    .of(
                            EntryTables.CREDITS,
                            rows(found, one -> new EntryTables(visit).of(one, called)),
                            at -> new Receivables.Place(
                                            found.get(at).issuedOn(),
                                            found.get(at).id())
                                    .toString());
        });
    }

    @GetMapping("/w/{slug}/finance/spend")
    ModelAndView spend(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        EntryQuery query = new EntryQuery("/spend", parameters);
        Spend.Filter filter = new Spend.Filter(
                query.month(),
                query.currency(),
                query.word("vendor"),
                query.day("since"),
                query.named(
                        "kind",
                        Arrays.stream(Spend.Kind.values()).map(Spend.Kind::word).toList(),
                        Spend.Kind::named));
        return page(new Asked(slug, caller, request), visit -> {
            List<Spend.Entry> found = books.spend().entries(filter, query.place(), Spend.MOST + 1);
            return query.page(visit, "Spend")
                    .of(
                            EntryTables.SPEND,
                            rows(found, entry -> new EntryTables(visit).of(entry)),
                            at -> new Receivables.Place(
                                            found.get(at).issuedOn(),
                                            found.get(at).id())
                                    .toString());
        });
    }

    @GetMapping("/w/{slug}/finance/infrastructure")
    ModelAndView infrastructure(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        EntryQuery query = new EntryQuery("/infrastructure", parameters);
        Infrastructure.Filter filter =
                new Infrastructure.Filter(query.month(), query.currency(), query.word("provider"));
        return page(new Asked(slug, caller, request), visit -> {
            List<InfrastructureCost> found =
                    books.infrastructure().entries(filter, query.cost(), Infrastructure.MOST + 1);
            return query.page(visit, "Infrastructure")
                    .of(
                            EntryTables.COSTS,
                            rows(found, cost -> new EntryTables(visit).of(cost)),
                            at -> EntryQuery.place(found.get(at).id()));
        });
    }

    private ModelAndView page(Asked asked, Function<Visit, Object> page) {
        return visits.page(asked, Visit.FINANCE, "finance/entries", page);
    }

    private static <T> List<Row> rows(List<T> found, Function<T, Row> row) {
        return found.stream().map(row).toList();
    }
}
