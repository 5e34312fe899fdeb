package dev.mullion.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.engineering.PullRequestView;
import dev.mullion.telemetry.engineering.PullRequests;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pull request and what happened to it, in the order of time. */
record HistoryView(PullRequestView pullRequest, List<Moment> timeline) {

    /**
     * One thing that happened. What does not belong to its kind is left out.
     *
     * @param kind first_commit, push, opened, ready, review, merged or closed
     * @param personHash who reviewed or pushed, as {@link PullRequestView#authorHash}
     * @param state of a review
     * @param commits of a push
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Moment(
            Instant at,
            String kind,
            @Nullable String id,
            @Nullable String personHash,
            @Nullable String state,
            @Nullable Integer commits) {

        static Stream<Moment> of(String kind, @Nullable Instant at) {
            return at == null ? Stream.empty() : Stream.of(new Moment(at, kind, null, null, null, null));
        }

        static Moment of(PullRequests.ReviewEntry review) {
            return new Moment(
                    review.at(),
                    "review",
                    review.id().toString(),
                    hash(review.reviewer()),
                    Words.of(review.state()),
                    null);
        }

        static Moment of(PullRequests.PushEntry push) {
            return new Moment(push.at(), "push", null, hash(push.pusher()), null, push.commits());
        }

        private static @Nullable String hash(@Nullable IdHash person) {
            return person == null ? null : person.value().toString();
        }
    }

    static HistoryView of(PullRequests.History history) {
        PullRequests.Times times = history.entry().times();
        Stream<Moment> steps = Stream.of(
                        Moment.of("first_commit", times.firstCommit()),
                        Moment.of("opened", times.opened()),
                        Moment.of("ready", times.firstReady()),
                        Moment.of("merged", times.merged()),
                        Moment.of("closed", times.merged() == null ? times.closed() : null))
                .flatMap(step -> step);
        Stream<Moment> others = Stream.concat(
                history.reviews().stream().map(Moment::of),
                history.pushes().stream().map(Moment::of));
        List<Moment> timeline = Stream.concat(steps, others)
                .sorted(Comparator.comparing(Moment::at))
                .toList();
        return new HistoryView(PullRequestView.of(history.entry()), timeline);
    }
}
