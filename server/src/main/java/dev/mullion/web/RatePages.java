package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.finance.FinanceStatements;
import dev.mullion.identity.Caller;
import dev.mullion.telemetry.finance.Rate;
import dev.mullion.telemetry.finance.Rates;
import dev.mullion.telemetry.finance.WorkspaceRates;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.RatesPage;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The rates at which a workspace converts its sums: its own, or none. */
@Controller
class RatePages {

    static final String PATH = "/rates";

    /** Longer than {@link Rates#MOST} lines can be. */
    private static final int MOST_TYPED = 4_000;

    private final Visits visits;
    private final WorkspaceRates rates;
    private final FinanceStatements statements;

    RatePages(Visits visits, WorkspaceRates rates, FinanceStatements statements) {
        this.visits = visits;
        this.rates = rates;
        this.statements = statements;
    }

    /** What somebody typed. */
    private record Typed(String reporting, String lines) {

        static Typed of(@Nullable Rates rates) {
            return rates == null
                    ? new Typed("", "")
                    : new Typed(
                            rates.reporting().code(),
                            rates.rates().stream()
                                    .map(rate -> String.join(
                                            " ",
                                            rate.currency().code(),
                                            rate.rate().toPlainString(),
                                            rate.asOf().toString()))
                                    .collect(Collectors.joining("\n")));
        }

        /** @throws IllegalArgumentException says which line is wrong, and what was expected */
        Rates read() {
            if (lines.length() > MOST_TYPED) {
                throw new IllegalArgumentException("there are at most " + Rates.MOST + " rates");
            }
            List<Rate> read = new ArrayList<>();
            List<String> typed = lines.lines().map(String::strip).toList();
            for (int at = 0; at < typed.size(); at++) {
                String[] words = typed.get(at).split("[ \t]+", -1);
                if (typed.get(at).isEmpty()) {
                    continue;
                }
                if (words.length != 3) {
                    throw new IllegalArgumentException(
                            "line " + (at + 1) + ": a currency, its rate and its day were expected");
                }
                try {
                    read.add(Rate.of(words[0], words[1], words[2]));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + (at + 1) + ": " + e.getMessage(), e);
                }
            }
            return new Rates(new CurrencyCode(reporting.strip()), read);
        }
    }

    @GetMapping("/w/{slug}/finance" + PATH)
    ModelAndView page(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request),
                Visit.FINANCE,
                RatesPage.TEMPLATE,
                visit -> page(visit, Typed.of(rates.find().orElse(null)), null));
    }

    @Recorded(value = AuditAction.RATES_CHANGED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/finance" + PATH)
    @Nullable ModelAndView give(
            @PathVariable("slug") String slug,
            @RequestParam(name = "reporting", defaultValue = "") String reporting,
            @RequestParam(name = "rates", defaultValue = "") String lines,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        Typed typed = new Typed(reporting, lines);
        Optional<RatesPage> refused = visits.open(new Asked(slug, caller, request), DuplicatePages.MANAGE, visit -> {
            try {
                statements.convertAt(typed.read(), visit.access().actor());
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(page(visit, typed, e.getMessage()));
            }
        });
        if (refused.isEmpty()) {
            return leave(response, slug, "rates-given");
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return new ModelAndView(RatesPage.TEMPLATE, "page", refused.get());
    }

    @Recorded(value = AuditAction.RATES_CHANGED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/finance" + PATH + "/remove")
    @Nullable ModelAndView remove(
            @PathVariable("slug") String slug,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        visits.open(new Asked(slug, caller, request), DuplicatePages.MANAGE, visit -> {
            statements.convertNothing(visit.access().actor());
            return true;
        });
        return leave(response, slug, "rates-gone");
    }

    private static @Nullable ModelAndView leave(HttpServletResponse response, String slug, String done) {
        response.setHeader("Location", "/w/" + slug + "/finance" + PATH + "?done=" + done);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        return null;
    }

    private RatesPage page(Visit visit, Typed typed, @Nullable String fault) {
        Rates now = rates.find().orElse(null);
        String at = visit.href(Place.FINANCE);
        return new RatesPage(
                visit.still("Rates", Place.FINANCE),
                new Link("Finance", at),
                now == null ? null : table(visit, now),
                visit.access().allows(DuplicatePages.MANAGE)
                        ? new RatesPage.Giving(at + PATH, typed.reporting(), typed.lines(), Rates.MOST, fault)
                        : null);
    }

    private static Facts table(Visit visit, Rates rates) {
        return Facts.whole(
                "What one unit is worth in " + rates.reporting(),
                List.of(Column.of("Currency"), Column.of("As of"), Column.numeric("Rate")),
                rates.rates().stream()
                        .map(rate -> Row.of(
                                Cell.text(rate.currency().code()),
                                Cell.text(FinanceWords.day(visit.wording(), rate.asOf())),
                                Cell.count(rate.rate().toPlainString())))
                        .toList());
    }
}
