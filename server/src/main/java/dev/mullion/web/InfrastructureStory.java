package dev.mullion.web;

import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.vendors.Vendor;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What infrastructure cost by month and provider, as it was imported. */
@Component
class InfrastructureStory {

    private static final int MONTHS = 12;
    private static final int MONTHS_LISTED = 2;

    private final Infrastructure infrastructure;

    InfrastructureStory(Infrastructure infrastructure) {
        this.infrastructure = infrastructure;
    }

    List<Infrastructure.Line> lines() {
        return infrastructure.byMonth(MONTHS);
    }

    /** Null where nothing was imported. */
    static FinancePage.@Nullable Imported of(Visit visit, List<Infrastructure.Line> lines) {
        Wording wording = visit.wording();
        return lines.isEmpty()
                ? null
                : new FinancePage.Imported(
                        new MonthCharts(wording, MONTHS)
                                .of(
                                        "infrastructure",
                                        "Infrastructure by provider",
                                        "As it was imported, of the last " + MONTHS + " months.",
                                        lines.stream()
                                                .map(line -> new MonthCharts.Item(line.month(), name(line), line.sum()))
                                                .toList()),
                        table(visit, lines),
                        FinanceMetric.INFRASTRUCTURE.definition());
    }

    private static String name(Infrastructure.Line line) {
        return line.vendor() == null ? line.provider() : line.vendor().name();
    }

    /** What a provider's word means, where the catalogue knows it. */
    static String name(String provider) {
        return Infrastructure.vendor(provider).map(Vendor::name).orElse(provider);
    }

    private static Link entries(Visit visit, Infrastructure.Line line) {
        return new Link(
                name(line),
                visit.href(Place.FINANCE) + "/infrastructure?month=" + line.month() + "&currency="
                        + line.sum().currency() + "&provider=" + line.provider());
    }

    private static Facts table(Visit visit, List<Infrastructure.Line> lines) {
        Wording wording = visit.wording();
        List<YearMonth> listed = lines.stream()
                .map(Infrastructure.Line::month)
                .distinct()
                .limit(MONTHS_LISTED)
                .toList();
        return Facts.whole(
                "Infrastructure, the last " + MONTHS_LISTED + " months",
                List.of(
                        Column.of("Month"),
                        Column.of("Provider"),
                        Column.of("As of"),
                        Column.numeric("Entries"),
                        Column.numeric("Sum")),
                lines.stream()
                        .filter(line -> listed.contains(line.month()))
                        .limit(Facts.MOST_ROWS)
                        .map(line -> Facts.Row.of(
                                Cell.text(line.month().toString()),
                                Cell.link(entries(visit, line)),
                                Cell.moment(wording.moment(line.asOf())),
                                Cell.count(wording.count(line.entries())),
                                Cell.count(FinanceWords.money(wording, line.sum()))))
                        .toList());
    }
}
