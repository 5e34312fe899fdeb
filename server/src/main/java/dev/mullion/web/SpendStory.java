package dev.mullion.web;

import dev.mullion.telemetry.finance.Spend;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Link;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spend by month: a chart of each currency, stacked by category, and the table of its vendors. */
record SpendStory(Visit visit, List<Spend.Line> lines, int months) {

    /** The chart has all of them, and the API. */
    private static final int MONTHS_LISTED = 2;

    List<Bars> charts() {
        return new MonthCharts(visit.wording(), months)
                .of(
                        "spend",
                        "Spend by category",
                        "Bills less credit notes of the last " + months + " months, stacked by what they are for.",
                        lines.stream()
                                .map(line -> new MonthCharts.Item(
                                        line.month(),
                                        line.vendor() == null
                                                ? null
                                                : line.vendor().category(),
                                        line.sum()))
                                .toList());
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
