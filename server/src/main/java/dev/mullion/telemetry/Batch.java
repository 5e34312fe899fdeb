package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.BooksTable.BooksRow;
import dev.mullion.telemetry.CreditTable.CreditRow;
import dev.mullion.telemetry.InvoiceTable.InvoiceRow;
import dev.mullion.telemetry.LabelTable.LabelRow;
import dev.mullion.telemetry.PaymentTable.PaymentRow;
import dev.mullion.telemetry.PushTable.PushRow;
import dev.mullion.telemetry.RepositoryTable.RepositoryRow;
import dev.mullion.telemetry.ReviewTable.ReviewRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The facts of one call by what they speak of, joined into one row each: an upsert may not touch a row twice. */
record Batch(
        Map<RepositoryId, RepositoryRow> repositories,
        Map<LabelTable.Key, LabelRow> labels,
        Map<PullRequestId, PullRequestRow> pullRequests,
        Map<ReviewId, ReviewRow> reviews,
        Map<IdHash, PushRow> pushes,
        Map<SubscriptionId, SubscriptionRow> subscriptions,
        Finance finance,
        Imported imported) {

    /** What was imported. */
    record Imported(
            Map<InfrastructureCost.Id, InfrastructureCostTable.CostRow> costs,
            Map<ComplianceTask.Id, ComplianceTaskTable.TaskRow> tasks) {}

    /** What books say. */
    record Finance(
            Map<UUID, BooksRow> books,
            Map<BookId, InvoiceRow> invoices,
            Map<BookId, PaymentRow> payments,
            Map<BookId, CreditRow> credits) {}

    static Batch of(List<Fact> facts, Arrival arrival) {
        Batch batch = new Batch(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new Finance(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>()),
                new Imported(new LinkedHashMap<>(), new LinkedHashMap<>()));
        facts.forEach(fact -> batch.add(fact, arrival));
        return batch;
    }

    private void add(Fact fact, Arrival arrival) {
        switch (fact) {
            case Repository said -> repositories.merge(said.id(), RepositoryRow.of(arrival.heard(said)), Row::and);
            case RepositoryRemoved said ->
                repositories.merge(said.id(), RepositoryRow.removed(said.id(), arrival.removal(said)), Row::and);
            case Label said -> addLabel(LabelRow.of(arrival.heard(said)));
            case PullRequest said -> pullRequests.merge(said.id(), PullRequestRow.of(arrival.heard(said)), Row::and);
            case Review said -> reviews.merge(said.id(), ReviewRow.of(said), Row::and);
            case Push said -> pushes.merge(said.id(), new PushRow(said), Row::and);
            case Subscription said -> subscriptions.merge(said.id(), SubscriptionRow.first(said), Batch::later);
            case Books said -> finance.books().merge(said.source(), new BooksRow(said), Row::and);
            case Invoice said -> finance.invoices().merge(said.id(), new InvoiceRow(arrival.heard(said)), Row::and);
            case Payment said -> finance.payments().merge(said.id(), new PaymentRow(arrival.heard(said)), Row::and);
            case Credit said -> finance.credits().merge(said.id(), new CreditRow(arrival.heard(said)), Row::and);
            case InfrastructureCost said ->
                imported.costs().merge(said.id(), new InfrastructureCostTable.CostRow(said), Row::and);
            case ComplianceTask said ->
                imported.tasks().merge(said.id(), new ComplianceTaskTable.TaskRow(said), Row::and);
        }
    }

    /** A text of nothing but characters that are not kept names nothing. */
    private void addLabel(LabelRow label) {
        if (label.text() != null && !label.text().isEmpty()) {
            labels.merge(label.key(), label, Row::and);
        }
    }

    /** Both were read just now: no version begins between them. */
    private static SubscriptionRow later(SubscriptionRow one, SubscriptionRow other) {
        return other.isLaterThan(one) ? other : one;
    }
}
