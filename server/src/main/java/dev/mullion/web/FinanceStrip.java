package dev.mullion.web;

import dev.mullion.telemetry.finance.Age;
import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.money.Money;
import dev.mullion.web.view.HomePage.Domain;
import dev.mullion.web.view.HomePage.Trend;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Sparkline;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finance on Home: what is owed and late, what was spent last month, and recurring revenue, each in the currency with
 * the most entries. Amounts of two currencies are never compared: a thousand yen are not more than a hundred euros.
 */
@Component
class FinanceStrip {

    private static final int MONTHS = 9;

    private final Receivables receivables;
    private final Spend spend;
    private final RevenueStory revenue;
    private final ConvertedStory converted;
    private final FinanceFreshness freshness;

    FinanceStrip(
            Receivables receivables,
            Spend spend,
            RevenueStory revenue,
            ConvertedStory converted,
            FinanceFreshness freshness) {
        this.receivables = receivables;
        this.spend = spend;
        this.revenue = revenue;
        this.converted = converted;
        this.freshness = freshness;
    }

    Domain of(Visit visit) {
        Receivables.Ageing ageing = receivables.ageing();
        ConvertedStory.Rated rated = converted.rated(visit);
        List<Trend> trends = new ArrayList<>();
        ageing.currencies().stream()
                .max(Comparator.comparingLong(FinanceStrip::open))
                .ifPresent(owed -> trends.add(owed(visit, owed, rated.beside(late(ageing)), rated.definition())));
        spent(visit, rated, spend.byMonth(MONTHS + 1)).forEach(trends::add);
        revenue.now(visit, rated).forEach(trends::add);
        String at = visit.href(Place.FINANCE);
        return trends.isEmpty()
                ? Domain.arriving(Place.FINANCE, "Arrives with the Xero and Stripe connections.")
                : new Domain(Place.FINANCE, at, freshness.of(visit.wording()), trends, null);
    }

    private static List<Money> late(Receivables.Ageing ageing) {
        return ageing.currencies().stream().map(FinanceStrip::late).toList();
    }

    private static Money late(Receivables.InCurrency owed) {
        return owed.buckets().stream()
                .filter(bucket -> bucket.late() != Lateness.CURRENT)
                .map(Receivables.Bucket::sum)
                .reduce(Money.zero(owed.currency()), Money::plus);
    }

    private static long open(Receivables.InCurrency owed) {
        return owed.buckets().stream().mapToLong(Receivables.Bucket::invoices).sum();
    }

    private static Trend owed(Visit visit, Receivables.InCurrency owed, String beside, String rates) {
        Wording wording = visit.wording();
        Money late = late(owed);
        long invoices = owed.buckets().stream()
                .filter(bucket -> bucket.late() != Lateness.CURRENT)
                .mapToLong(Receivables.Bucket::invoices)
                .sum();
        return new Trend(
                new Figure(
                        "receivables-late",
                        "Late receivables",
                        FinanceWords.number(wording, late),
                        late.currency().code(),
                        FinanceWords.money(wording, owed.gross()) + " owed in all" + beside,
                        FinanceMetric.RECEIVABLES.definition() + rates,
                        new Link(
                                wording.count(invoices, "late invoice", "late invoices"),
                                visit.href(Place.FINANCE) + "/receivables?currency=" + owed.currency() + "&age="
                                        + Age.LATE.word())),
                Sparkline.of(
                        "Owed by age, the longest late last",
                        owed.buckets().stream()
                                .map(bucket -> (Number) bucket.sum().amount().max(BigDecimal.ZERO))
                                .toList()));
    }

    /** The last whole month: the one under way is not over. */
    private static Stream<Trend> spent(Visit visit, ConvertedStory.Rated rated, List<Spend.Line> lines) {
        YearMonth last =
                YearMonth.from(visit.wording().now().atZone(ZoneOffset.UTC)).minusMonths(1);
        return lines.stream()
                .max(Comparator.comparingLong(Spend.Line::entries))
                .map(line -> line.sum().currency())
                .map(currency -> {
                    Wording wording = visit.wording();
                    List<Money> months = IntStream.range(0, MONTHS)
                            .mapToObj(at -> last.minusMonths(MONTHS - 1L - at))
                            .map(month -> lines.stream()
                                    .filter(line -> line.month().equals(month)
                                            && line.sum().currency().equals(currency))
                                    .map(Spend.Line::sum)
                                    .reduce(Money.zero(currency), Money::plus))
                            .toList();
                    return new Trend(
                            new Figure(
                                    "spend-last-month",
                                    "Spent last month",
                                    FinanceWords.number(wording, months.getLast()),
                                    currency.code(),
                                    FinanceWords.money(wording, months.get(months.size() - 2)) + " the month before"
                                            + rated.beside(lines.stream()
                                                    .filter(line -> line.month().equals(last))
                                                    .map(Spend.Line::sum)
                                                    .toList()),
                                    FinanceMetric.SPEND.definition() + rated.definition(),
                                    new Link(
                                            "the bills",
                                            visit.href(Place.FINANCE) + "/spend?month=" + last + "&currency="
                                                    + currency)),
                            Sparkline.of(
                                    "Spent a month",
                                    months.stream()
                                            .map(sum -> (Number) sum.amount().max(BigDecimal.ZERO))
                                            .toList()));
                })
                .stream();
    }
}
