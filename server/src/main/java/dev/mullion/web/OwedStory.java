package dev.mullion.web;

import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;

/** What is owed in one currency, by age. */
record OwedStory(Visit visit, Receivables.InCurrency in) {

    FinancePage.Owed told() {
        Wording wording = visit.wording();
        String at = visit.href(Place.FINANCE) + "/receivables?currency=" + in.currency() + "&age=";
        return new FinancePage.Owed(
                in.currency().code(),
                Ranks.of(
                        "Receivables by age, " + in.currency(),
                        "Age",
                        "Left to pay",
                        in.buckets().stream()
                                .map(bucket -> new Ranks.Item(
                                        FinanceWords.words(bucket.late()),
                                        Math.max(0, bucket.sum().amount().doubleValue()),
                                        FinanceWords.money(wording, bucket.sum()) + ", "
                                                + wording.count(bucket.invoices(), "invoice", "invoices"),
                                        FinanceWords.tone(bucket.late()),
                                        bucket.invoices() == 0
                                                ? null
                                                : at + bucket.late().word()))
                                .toList()),
                sentence(wording),
                in.credits() == 0
                        ? null
                        : new Link(
                                wording.count(in.credits(), "unapplied credit", "unapplied credits"),
                                visit.href(Place.FINANCE) + "/credits?currency=" + in.currency()),
                FinanceMetric.RECEIVABLES.definition());
    }

    private String sentence(Wording wording) {
        String sums = FinanceWords.money(wording, in.gross()) + " gross, "
                + FinanceWords.money(wording, in.unapplied()) + " of unapplied credit, "
                + FinanceWords.money(wording, in.net()) + " net.";
        return in.withoutDueDate() == 0
                ? sums
                : sums + " " + wording.count(in.withoutDueDate(), "invoice has", "invoices have")
                        + " no due date and count from the issue.";
    }
}
