package dev.mullion.web;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Plot;
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

/** Money by month as stacked bars: a chart of each currency, its largest series told apart and the rest together. */
record MonthCharts(Wording wording, int months) {

    /** More than these are told apart by nobody. */
    private static final int MOST_SERIES = 5;

    private static final String REST = "everything else";

    /**
     * One sum.
     *
     * @param series null: it belongs to nobody in particular
     */
    record Item(YearMonth month, @Nullable String series, Money sum) {}

    /** The currency with the most items first. */
    List<Bars> of(String id, String title, String summary, List<Item> items) {
        Map<CurrencyCode, List<Item>> byCurrency = items.stream()
                .collect(Collectors.groupingBy(item -> item.sum().currency(), TreeMap::new, Collectors.toList()));
        return byCurrency.entrySet().stream()
                .sorted(Comparator.comparingInt(each -> -each.getValue().size()))
                .map(each ->
                        Bars.of(plot(id + "-" + each.getKey(), title + ", " + each.getKey(), summary, each.getValue())))
                .toList();
    }

    private Plot plot(String id, String title, String summary, List<Item> own) {
        List<String> series = largest(own);
        YearMonth last = YearMonth.from(wording.now().atZone(ZoneOffset.UTC));
        return new Plot(
                id,
                title,
                summary,
                "Month",
                "",
                IntStream.range(0, series.size())
                        .mapToObj(at -> new Plot.Key(
                                series.get(at), series.get(at).equals(REST) ? "slice-rest" : "slice-" + (at + 1)))
                        .toList(),
                IntStream.range(0, months)
                        .mapToObj(at -> slot(last.minusMonths(months - 1L - at), last, series, own))
                        .toList());
    }

    private Plot.Slot slot(YearMonth month, YearMonth last, List<String> series, List<Item> own) {
        String name = month.getMonth().getDisplayName(TextStyle.SHORT, wording.locale());
        return new Plot.Slot(
                name + " " + month.getYear(),
                month.getMonthValue() % 3 == 1 ? name : null,
                month.equals(last),
                series.stream()
                        .map(one -> part(own.stream()
                                .filter(item -> item.month().equals(month)
                                        && shown(item, series).equals(one))
                                .map(Item::sum)
                                .reduce(Money.zero(own.getFirst().sum().currency()), Money::plus)))
                        .toList());
    }

    /** A month in which more was given back than taken has nothing to draw; the table says the number. */
    private Plot.Part part(Money sum) {
        return new Plot.Part(Math.max(0, sum.amount().doubleValue()), FinanceWords.money(wording, sum));
    }

    private static List<String> largest(List<Item> own) {
        Map<String, Double> sums = own.stream()
                .filter(item -> item.series() != null)
                .collect(Collectors.groupingBy(
                        MonthCharts::series,
                        Collectors.summingDouble(item -> item.sum().amount().doubleValue())));
        List<String> largest = sums.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_SERIES)
                .map(Map.Entry::getKey)
                .toList();
        boolean hasRest = own.stream().anyMatch(item -> !largest.contains(series(item)));
        return hasRest ? Stream.concat(largest.stream(), Stream.of(REST)).toList() : largest;
    }

    private static String series(Item item) {
        return item.series() == null ? REST : item.series();
    }

    private static String shown(Item item, List<String> series) {
        return series.contains(series(item)) ? series(item) : REST;
    }
}
