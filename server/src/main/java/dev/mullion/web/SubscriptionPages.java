package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.web.CustomerNames.Names;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.Facts.Row;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The movements and subscriptions that recurring revenue is made of. */
@Controller
class SubscriptionPages {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final Visits visits;
    private final Revenue revenue;
    private final MovementStory movements;
    private final CustomerNames names;

    SubscriptionPages(Visits visits, Revenue revenue, MovementStory movements, CustomerNames names) {
        this.visits = visits;
        this.revenue = revenue;
        this.movements = movements;
        this.names = names;
    }

    @GetMapping("/w/{slug}/finance/movements")
    ModelAndView movements(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        EntryQuery query = new EntryQuery("/movements", parameters);
        return visits.page(
                new Asked(slug, caller, request),
                Visit.FINANCE,
                "finance/entries",
                visit -> movements.of(visit, query));
    }

    @GetMapping("/w/{slug}/finance/subscriptions")
    ModelAndView subscriptions(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        EntryQuery query = new EntryQuery("/subscriptions", parameters);
        return visits.page(
                new Asked(slug, caller, request), Visit.FINANCE, "finance/entries", visit -> page(visit, query));
    }

    private FinancePage.Entries page(Visit visit, EntryQuery query) {
        Instant at = query.has("at") ? moment(visit, query.said("at")) : now(visit);
        Revenue.@Nullable Standing standing = query.has("counted") ? standing(query.said("counted")) : null;
        SubscriptionId after = query.read(EntryQuery.AFTER, EntryQuery.A_PLACE, SubscriptionId::new);
        List<Revenue.Entry> found = revenue.subscriptions(
                at, true, new Revenue.Which(query.currency(), standing), after, EntryQuery.A_PAGE + 1);
        Names called = names.of(found, entry -> entry.version().said().customer());
        List<Row> rows = found.stream()
                .map(entry -> new EntryTables(visit).of(entry, called))
                .toList();
        return query.page(visit, "Subscriptions")
                .saying(
                        "As they stood " + visit.wording().moment(at).exact()
                                + ". What one is worth a month is rounded here to be read; sums are rounded once, at their end.")
                .filteredBy(List.of(standings(query.said("counted"))))
                .of(
                        EntryTables.SUBSCRIPTIONS,
                        rows,
                        last -> found.get(last).version().said().id().value());
    }

    private static Choice standings(String chosen) {
        return new Choice(
                "counted",
                "Counted",
                Stream.concat(
                                Stream.of(new Choice.Option("", "Counted or not", chosen.isEmpty())),
                                Arrays.stream(Revenue.Standing.values())
                                        .map(one -> new Choice.Option(
                                                FinanceWords.word(one),
                                                FinanceWords.words(one),
                                                FinanceWords.word(one).equals(chosen))))
                        .toList());
    }

    /** One with everything that was ever read of it. */
    @GetMapping("/w/{slug}/finance/subscriptions/{subscription}")
    ModelAndView one(
            @PathVariable("slug") String slug,
            @PathVariable("subscription") String subscription,
            Caller caller,
            HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), Visit.FINANCE, "finance/entries", visit -> {
            List<Revenue.Entry> versions = revenue.history(id(subscription));
            if (versions.isEmpty()) {
                throw new NotHere();
            }
            return movements.history(visit, subscription, versions);
        });
    }

    private static Instant now(Visit visit) {
        return visit.wording().now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant moment(Visit visit, String text) {
        try {
            Instant at = Instant.parse(text);
            if (!at.isBefore(EARLIEST) && !at.isAfter(visit.wording().now())) {
                return at;
            }
        } catch (java.time.DateTimeException notATime) {
            throw unfitMoment();
        }
        throw unfitMoment();
    }

    private static UnfitParameter unfitMoment() {
        return new UnfitParameter("at", "a moment such as 2026-11-05T14:00:00Z, from 2000 on and none to come");
    }

    private static Revenue.Standing standing(String word) {
        return Arrays.stream(Revenue.Standing.values())
                .filter(one -> FinanceWords.word(one).equals(word))
                .findFirst()
                .orElseThrow(() -> UnfitParameter.oneOf(
                        "counted",
                        Arrays.stream(Revenue.Standing.values())
                                .map(FinanceWords::word)
                                .toList()));
    }

    private static SubscriptionId id(String text) {
        try {
            return new SubscriptionId(text);
        } catch (IllegalArgumentException notAnId) {
            throw new NotHere();
        }
    }
}
