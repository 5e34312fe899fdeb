package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.LabelTable.LabelRow;
import dev.mullion.telemetry.PushTable.PushRow;
import dev.mullion.telemetry.RepositoryTable.RepositoryRow;
import dev.mullion.telemetry.ReviewTable.ReviewRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The facts of one call by what they speak of, joined into one row each: an upsert may not touch a row twice. */
record Batch(
        Map<RepositoryId, RepositoryRow> repositories,
        Map<LabelTable.Key, LabelRow> labels,
        Map<PullRequestId, PullRequestRow> pullRequests,
        Map<ReviewId, ReviewRow> reviews,
        Map<IdHash, PushRow> pushes) {

    /**
     * @param arrival a removal holds from here, or from the instant that it states when that is later: vendors date it
     *     by an older change, and what was said in between must go too
     */
    static Batch of(List<Fact> facts, Instant arrival) {
        Batch batch = new Batch(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
        facts.forEach(fact -> batch.add(fact, arrival));
        return batch;
    }

    private void add(Fact fact, Instant arrival) {
        switch (fact) {
            case Repository said -> repositories.merge(said.id(), RepositoryRow.of(said), Row::and);
            case RepositoryRemoved said -> {
                Instant at = said.at().isAfter(arrival) ? said.at() : arrival;
                repositories.merge(said.id(), RepositoryRow.removed(said.id(), at), Row::and);
            }
            case Label said -> addLabel(LabelRow.of(said));
            case PullRequest said -> pullRequests.merge(said.id(), PullRequestRow.of(said), Row::and);
            case Review said -> reviews.merge(said.id(), ReviewRow.of(said), Row::and);
            case Push said -> pushes.merge(said.id(), new PushRow(said), Row::and);
        }
    }

    /** A text of nothing but characters that are not kept names nothing. */
    private void addLabel(LabelRow label) {
        if (label.text() != null && !label.text().isEmpty()) {
            labels.merge(label.key(), label, Row::and);
        }
    }
}
