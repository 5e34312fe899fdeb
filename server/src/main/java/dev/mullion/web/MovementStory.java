package dev.mullion.web;

import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.web.CustomerNames.Names;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the revenue of customers moved in a month or in the last 30 days, and how one subscription changed. */
@Component
class MovementStory {

    private static final int MONTHS = 13;
    private static final List<Column> MOVEMENTS = List.of(
            Column.of("What happened"),
            Column.of("Customer"),
            Column.of("Subscriptions"),
            Column.numeric("Before, a month"),
            Column.numeric("After, a month"),
            Column.numeric("Change"));
    private static final List<Column> VERSIONS = List.of(
            Column.of("From"),
            Column.of("Until"),
            Column.of("State"),
            Column.of("Counted"),
            Column.numeric("Items"),
            Column.numeric("By list a month"),
            Column.numeric("Net a month"));

    private final Revenue revenue;
    private final CustomerNames names;

    MovementStory(Revenue revenue, CustomerNames names) {
        this.revenue = revenue;
        this.names = names;
    }

    private record Span(Instant from, Instant until) {}

    FinancePage.Entries of(Visit visit, EntryQuery query) {
        Span span = span(visit, query.month());
        Bridge.Kind kind = query.has("kind") ? kind(query.said("kind")) : null;
        long skipped = skipped(query.said(EntryQuery.AFTER));
        Bridge.Part found = revenue.movements(
                span.from(), span.until(), true, new Bridge.Which(query.currency(), kind), skipped, EntryQuery.A_PAGE);
        Names called = names.of(found.movements(), Bridge.Movement::customer);
        List<Row> rows = found.movements().stream()
                .map(movement -> row(visit, movement, called))
                .toList();
        long next = skipped + rows.size();
        return query.page(visit, kind == null ? "Movements" : FinanceWords.words(kind))
                .saying(visit.wording().count(found.all(), "movement", "movements") + " from "
                        + visit.wording().moment(span.from()).exact() + " until "
                        + visit.wording().moment(span.until()).exact() + ", the largest first.")
                .filteredBy(List.of(months(visit, query.said("month")), kinds(query.said("kind"))))
                .of(MOVEMENTS, rows, next < found.all() ? Long.toString(next) : null);
    }

    private static Row row(Visit visit, Bridge.Movement movement, Names called) {
        Wording wording = visit.wording();
        return Row.of(
                Cell.text(FinanceWords.words(movement.kind())),
                called.cell(visit, movement.customer()),
                subscriptions(visit, movement),
                Cell.count(FinanceWords.money(wording, movement.before())),
                Cell.count(FinanceWords.money(wording, movement.after())),
                Cell.count(FinanceWords.money(wording, movement.after().minus(movement.before()))));
    }

    /** Several are on the customer's page. */
    private static Cell subscriptions(Visit visit, Bridge.Movement movement) {
        List<SubscriptionId> all = movement.subscriptions();
        if (all.size() == 1 || movement.customer() == null) {
            String id = all.getFirst().value();
            return Cell.link(new Link(id, visit.href(Place.FINANCE) + "/subscriptions/" + id));
        }
        return Cell.link(new Link(
                visit.wording().count(all.size(), "subscription", "subscriptions"),
                CustomerNames.at(visit, movement.customer())));
    }

    private static Span span(Visit visit, @Nullable YearMonth month) {
        Instant now = visit.wording().now().truncatedTo(ChronoUnit.MICROS);
        if (month == null) {
            return new Span(now.minus(RevenueStory.BACK), now);
        }
        Instant from = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        if (from.isAfter(now)) {
            throw new UnfitParameter("month", EntryQuery.A_MONTH);
        }
        return new Span(from, end.isAfter(now) ? now : end);
    }

    private static long skipped(String text) {
        if (!text.matches("[0-9]{0,9}")) {
            throw new UnfitParameter(EntryQuery.AFTER, EntryQuery.A_PLACE);
        }
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static Bridge.Kind kind(String word) {
        return Arrays.stream(Bridge.Kind.values())
                .filter(one -> FinanceWords.word(one).equals(word))
                .findFirst()
                .orElseThrow(() -> UnfitParameter.oneOf(
                        "kind",
                        Arrays.stream(Bridge.Kind.values())
                                .map(FinanceWords::word)
                                .toList()));
    }

    private static Choice months(Visit visit, String chosen) {
        YearMonth last = YearMonth.from(visit.wording().now().atZone(ZoneOffset.UTC));
        return new Choice(
                "month",
                "When",
                Stream.concat(
                                Stream.of(new Choice.Option("", "The last 30 days", chosen.isEmpty())),
                                IntStream.range(0, MONTHS)
                                        .mapToObj(back -> last.minusMonths(back).toString())
                                        .map(month -> new Choice.Option(month, month, month.equals(chosen))))
                        .toList());
    }

    private static Choice kinds(String chosen) {
        return new Choice(
                "kind",
                "What happened",
                Stream.concat(
                                Stream.of(new Choice.Option("", "Anything", chosen.isEmpty())),
                                Arrays.stream(Bridge.Kind.values())
                                        .map(one -> new Choice.Option(
                                                FinanceWords.word(one),
                                                FinanceWords.words(one),
                                                FinanceWords.word(one).equals(chosen))))
                        .toList());
    }

    /** Every version of one subscription, the oldest first. */
    FinancePage.Entries history(Visit visit, String id, List<Revenue.Entry> versions) {
        Wording wording = visit.wording();
        List<Row> rows = versions.stream()
                .map(entry -> Row.of(
                        Cell.moment(wording.moment(entry.version().since())),
                        until(wording, entry.version().until()),
                        Cell.text(FinanceWords.words(
                                entry.version().said().standing().status())),
                        Cell.text(FinanceWords.words(entry.moment())),
                        Cell.count(wording.count(entry.version().said().items().size())),
                        Cell.count(FinanceWords.money(wording, entry.list())),
                        Cell.count(FinanceWords.money(wording, entry.net()))))
                .toList();
        return new EntryQuery("/subscriptions/" + id, java.util.Map.of())
                .page(visit, "Subscription " + id)
                .saying("Each time that it was read differently, with what it was worth when that began.")
                .of(VERSIONS, rows.subList(0, Math.min(EntryQuery.A_PAGE, rows.size())), (String) null);
    }

    private static Cell until(Wording wording, @Nullable Instant until) {
        return until == null ? Cell.text("now") : Cell.moment(wording.moment(until));
    }
}
