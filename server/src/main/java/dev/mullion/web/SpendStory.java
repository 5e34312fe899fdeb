package dev.mullion.web;

import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Spend by month: a chart of each currency, stacked by category, and the table of its vendors. */
record SpendStory(Visit visit, List<Spend.Line> lines, int months) {

    /** More than these are told apart by nobody. */
    private static final int MOST_CATEGORIES = 5;

    /** The chart has all of them, and the API. */
    private static final int MONTHS_LISTED = 2;

    private static final String REST = "everything else";

    /** The currency with the most entries first. */
    List<Bars> charts() {
        Map<CurrencyCode, List<Spend.Line>> byCurrency = lines.stream()
                .collect(Collectors.groupingBy(line -> line.sum().currency(), TreeMap::new, Collectors.toList()));
        return byCurrency.entrySet().stream()
                .sorted(Comparator.comparingLong(each ->
                        -each.getValue().stream().mapToLong(Spend.Line::entries).sum()))
                .map(each -> Bars.of(plot(each.getKey(), each.getValue())))
                .toList();
    }

    private Plot plot(CurrencyCode currency, List<Spend.Line> own) {
        List<String> categories = largest(own);
        List<Plot.Key> keys = IntStream.range(0, categories.size())
                .mapToObj(at -> new Plot.Key(
                        categories.get(at), categories.get(at).equals(REST) ? "slice-rest" : "slice-" + (at + 1)))
                .toList();
        YearMonth last = YearMonth.from(visit.wording().now().atZone(ZoneOffset.UTC));
        return new Plot(
                "spend-" + currency,
                "Spend by category, " + currency,
                "Bills less credit notes of the last " + months + " months, stacked by what they are for.",
                "Month",
                currency.code(),
                keys,
                IntStream.range(0, months)
                        .mapToObj(at -> slot(last.minusMonths(months - 1L - at), last, categories, own))
                        .toList());
    }

    private Plot.Slot slot(YearMonth month, YearMonth last, List<String> categories, List<Spend.Line> own) {
        Wording wording = visit.wording();
        String name = month.getMonth().getDisplayName(TextStyle.SHORT, wording.locale());
        return new Plot.Slot(
                name + " " + month.getYear(),
                month.getMonthValue() % 3 == 1 ? name : null,
                month.equals(last),
                categories.stream()
                        .map(category -> part(own.stream()
                                .filter(line -> line.month().equals(month)
                                        && shown(line, categories).equals(category))
                                .map(Spend.Line::sum)
                                .reduce(Money.zero(own.getFirst().sum().currency()), Money::plus)))
                        .toList());
    }

    /** A month in which suppliers gave back more than they took has nothing to draw; the table says the number. */
    private Plot.Part part(Money sum) {
        return new Plot.Part(Math.max(0, sum.amount().doubleValue()), FinanceWords.money(visit.wording(), sum));
    }

    private static List<String> largest(List<Spend.Line> own) {
        Map<String, Double> sums = own.stream()
                .filter(line -> line.vendor() != null)
                .collect(Collectors.groupingBy(
                        SpendStory::category,
                        Collectors.summingDouble(line -> line.sum().amount().doubleValue())));
        List<String> largest = sums.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CATEGORIES)
                .map(Map.Entry::getKey)
                .toList();
        boolean hasRest = own.stream().anyMatch(line -> !largest.contains(category(line)));
        return hasRest ? Stream.concat(largest.stream(), Stream.of(REST)).toList() : largest;
    }

    private static String category(Spend.Line line) {
        return line.vendor() == null ? REST : line.vendor().category();
    }

    private static String shown(Spend.Line line, List<String> categories) {
        return categories.contains(category(line)) ? category(line) : REST;
    }

    @Nullable Facts table() {
        if (lines.isEmpty()) {
            return null;
        }
        String at = visit.href(Place.FINANCE) + "/spend?month=";
        List<YearMonth> shown = lines.stream()
                .map(Spend.Line::month)
                .distinct()
                .limit(MONTHS_LISTED)
                .toList();
        List<Facts.Row> rows = lines.stream()
                .filter(line -> shown.contains(line.month()))
                .limit(Facts.MOST_ROWS)
                .map(line -> Facts.Row.of(
                        Cell.text(line.month().toString()),
                        Cell.link(new Link(
                                FinanceWords.supplier(line.vendor()),
                                at + line.month() + "&currency=" + line.sum().currency() + "&vendor="
                                        + (line.vendor() == null
                                                ? Spend.UNKNOWN
                                                : line.vendor().id()))),
                        Cell.text(line.vendor() == null ? "" : line.vendor().category()),
                        Cell.count(visit.wording().count(line.entries())),
                        Cell.count(FinanceWords.money(visit.wording(), line.sum()))))
                .toList();
        return new Facts(
                "Spend by vendor, the last " + MONTHS_LISTED + " months",
                List.of(
                        Column.of("Month"),
                        Column.of("Vendor"),
                        Column.of("For"),
                        Column.numeric("Entries"),
                        Column.numeric("Sum")),
                rows,
                "",
                null,
                null,
                null);
    }
}
