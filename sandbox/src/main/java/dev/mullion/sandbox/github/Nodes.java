package dev.mullion.sandbox.github;

import dev.mullion.sandbox.github.Shown.Standing;
import dev.mullion.sandbox.world.Person;
import dev.mullion.sandbox.world.PullRequest;
import dev.mullion.sandbox.world.PullRequestState;
import dev.mullion.sandbox.world.Repository;
import dev.mullion.sandbox.world.Step;
import dev.mullion.sandbox.world.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nodes of the one GraphQL document that is known, with exactly its fields. */
final class Nodes {

    private static final int MOST_REVIEWS = 50;

    private Nodes() {}

    static Map<String, @Nullable Object> pullRequest(Standing standing) {
        PullRequest of = standing.pullRequest();
        PullRequestState state = of.state();
        List<Map<String, @Nullable Object>> reviews = reviews(of);
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("fullDatabaseId", Long.toString(of.id()));
        node.put("number", of.number());
        node.put("state", state.isOpen() ? "OPEN" : state.merge().isPresent() ? "MERGED" : "CLOSED");
        node.put("isDraft", state.isDraft());
        node.put("authorAssociation", of.author().bot() ? "NONE" : "MEMBER");
        node.put("createdAt", state.openedAt().toString());
        node.put("updatedAt", standing.updatedAt().toString());
        node.put("closedAt", text(state.closedAt()));
        node.put("mergedAt", text(state.merge().map(Step::at)));
        node.put("additions", state.additions());
        node.put("deletions", state.deletions());
        node.put("changedFiles", state.changedFiles());
        node.put("headRefName", of.branch());
        node.put("headRepository", Map.of("databaseId", of.repository().id()));
        node.put("baseRefName", Repository.DEFAULT_BRANCH);
        node.put("author", account(of.author()));
        node.put("commits", commits(of, state));
        node.put("comments", total(state.comments()));
        node.put("reviewRequests", total(state.requestedReviewers().size()));
        node.put("timelineItems", Map.of("nodes", firstTurn(of)));
        node.put(
                "reviews",
                Map.of(
                        "totalCount",
                        reviews.size(),
                        "nodes",
                        reviews.subList(0, Math.min(MOST_REVIEWS, reviews.size()))));
        return node;
    }

    /** Every fifth was rebased before it was pushed: its commits were written when they were, and committed then. */
    private static Map<String, Object> commits(PullRequest of, PullRequestState state) {
        List<Map<String, Map<String, String>>> first = of.steps().stream()
                .filter(step -> step.commits() > 0)
                .limit(1)
                .map(push -> Map.of(
                        "commit",
                        Map.of(
                                "authoredDate",
                                push.since().toString(),
                                "committedDate",
                                (of.number() % 5 == 0 ? push.at() : push.since()).toString())))
                .toList();
        return Map.of("totalCount", state.commits(), "nodes", first);
    }

    private static List<Map<String, String>> firstTurn(PullRequest of) {
        return of.steps().stream()
                .filter(step -> step.kind() == StepKind.READY || step.kind() == StepKind.DRAFTED)
                .limit(1)
                .map(step -> step.kind() == StepKind.READY
                        ? Map.of(
                                "__typename",
                                "ReadyForReviewEvent",
                                "createdAt",
                                step.at().toString())
                        : Map.of("__typename", "ConvertToDraftEvent"))
                .toList();
    }

    /** A dismissal takes back the last approval before it. */
    private static List<Map<String, @Nullable Object>> reviews(PullRequest of) {
        Map<Integer, Map<String, @Nullable Object>> reviews = new LinkedHashMap<>();
        for (int i = 0; i < of.steps().size(); i++) {
            Step step = of.steps().get(i);
            switch (step.kind()) {
                case APPROVED, COMMENTED, CHANGES_REQUESTED -> reviews.put(i, review(of, i, step));
                case DISMISSED ->
                    reviews.computeIfPresent(of.stateAt(i).lastApproval(), (_, review) -> {
                        review.put("state", "DISMISSED");
                        return review;
                    });
                default -> {}
            }
        }
        return new ArrayList<>(reviews.values());
    }

    private static Map<String, @Nullable Object> review(PullRequest of, int place, Step step) {
        Map<String, @Nullable Object> review = new LinkedHashMap<>();
        review.put("fullDatabaseId", Long.toString(of.id() * 100 + place));
        review.put("state", step.kind().name());
        review.put("submittedAt", step.at().toString());
        review.put("author", account(step.actor()));
        review.put("comments", total(step.kind() == StepKind.APPROVED ? 0 : 1 + place % 4));
        return review;
    }

    private static Map<String, Object> account(Person person) {
        return Map.of("__typename", person.bot() ? "Bot" : "User", "databaseId", person.id());
    }

    private static Map<String, Object> total(int count) {
        return Map.of("totalCount", count);
    }

    private static @Nullable String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }
}
