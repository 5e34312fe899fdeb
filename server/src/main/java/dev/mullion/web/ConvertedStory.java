package dev.mullion.web;

import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.finance.Rates;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.finance.WorkspaceRates;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sums of several currencies in one, beside them and never in their place, at rates that the workspace gave. */
@Component
class ConvertedStory {

    private final WorkspaceRates rates;

    ConvertedStory(WorkspaceRates rates) {
        this.rates = rates;
    }

    /** What Finance shows, each in its own currencies. */
    record Sums(
            Receivables.Ageing ageing,
            List<Money> recurring,
            List<Spend.Line> spent,
            List<Infrastructure.Line> infrastructure) {
        Sums {
            recurring = List.copyOf(recurring);
            spent = List.copyOf(spent);
            infrastructure = List.copyOf(infrastructure);
        }
    }

    Rated rated(Visit visit) {
        return new Rated(visit, rates.find().orElse(null));
    }

    /** @param rates null where the workspace gave none: then nothing is said */
    record Rated(Visit visit, @Nullable Rates rates) {

        /** What stands behind a number of one currency: the sum of all, and what is not in it; may be empty. */
        String beside(List<Money> sums) {
            if (rates == null || sums.stream().allMatch(sum -> sum.currency().equals(rates.reporting()))) {
                return "";
            }
            Rates.Converted all = rates.convert(sums);
            return "; " + FinanceWords.money(visit.wording(), all) + " in all currencies"
                    + (all.without().isEmpty() ? "" : " but " + listed(all.without())) + ", "
                    + FinanceWords.converted(visit.wording(), rates);
        }

        /** The rates behind it, for who asks what a number means; may be empty. */
        String definition() {
            return rates == null ? "" : " Beside it all currencies in one: " + listed(rates) + ".";
        }

        FinancePage.@Nullable Converted told(Sums sums) {
            if (rates == null) {
                return null;
            }
            YearMonth last =
                    YearMonth.from(visit.wording().now().atZone(ZoneOffset.UTC)).minusMonths(1);
            List<Receivables.InCurrency> owed = sums.ageing().currencies();
            return new FinancePage.Converted(
                    Facts.whole(
                            "In " + rates.reporting(),
                            List.of(
                                    Column.of("What"),
                                    Column.of("In its own currencies"),
                                    Column.of("Without a rate"),
                                    Column.numeric("Converted")),
                            Stream.of(
                                            row(
                                                    "Receivables, gross",
                                                    owed.stream().map(Receivables.InCurrency::gross)),
                                            row(
                                                    "Unapplied credit",
                                                    owed.stream().map(Receivables.InCurrency::unapplied)),
                                            row(
                                                    "Receivables, net",
                                                    owed.stream().map(Receivables.InCurrency::net)),
                                            row("Recurring revenue a month", sums.recurring().stream()),
                                            row(
                                                    "Spent in " + last,
                                                    sums.spent().stream()
                                                            .filter(line ->
                                                                    line.month().equals(last))
                                                            .map(Spend.Line::sum)),
                                            row(
                                                    "Infrastructure in " + last,
                                                    sums.infrastructure().stream()
                                                            .filter(line ->
                                                                    line.month().equals(last))
                                                            .map(Infrastructure.Line::sum)))
                                    .flatMap(List::stream)
                                    .toList()),
                    sentence(rates),
                    new Link("The rates", visit.href(Place.FINANCE) + RatePages.PATH));
        }

        /** None where there is nothing to convert. */
        private List<Row> row(String what, Stream<Money> sums) {
            List<Money> each = Rates.byCurrency(sums.toList());
            if (rates == null || each.isEmpty()) {
                return List.of();
            }
            Rates.Converted converted = rates.convert(each);
            return List.of(Row.of(
                    Cell.text(what),
                    Cell.text(FinanceWords.money(visit.wording(), each)),
                    converted.without().isEmpty() ? Cell.nothing() : Cell.text(listed(converted.without())),
                    Cell.count(FinanceWords.money(visit.wording(), converted))));
        }

        private String sentence(Rates known) {
            String converted = FinanceWords.converted(visit.wording(), known);
            return Character.toUpperCase(converted.charAt(0)) + converted.substring(1) + ": " + listed(known)
                    + ". The sum of each currency is converted exactly and only the last number is rounded, half to even. What"
                    + " is in a currency without a rate is left out of the converted sum.";
        }

        private String listed(Rates known) {
            return known.rates().stream()
                    .map(rate -> FinanceWords.rate(visit.wording(), known, rate))
                    .collect(Collectors.joining(", "));
        }

        private static String listed(List<CurrencyCode> codes) {
            return codes.stream().map(CurrencyCode::code).collect(Collectors.joining(", "));
        }
    }
}
