package dev.mullion.telemetry.engineering;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.Review;
import dev.mullion.telemetry.ReviewId;
import dev.mullion.tenancy.TenantSql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The pull requests of the workspace whose door is open, page by page and one by one. Safe to share between threads.
 */
@Component
public final class PullRequests {

    /** The most entries of one page. */
    public static final int MOST = 200;

    private final PullRequestKeys keys;
    private final PullRequestEntries entries;

    public PullRequests(TenantSql tenant) {
        this.keys = new PullRequestKeys(tenant);
        this.entries = new PullRequestEntries(tenant);
    }

    /** In what order a page runs. What has no such duration is not in a page by duration. */
    public enum Order {
        /** The latest update first. */
        UPDATED,
        /** The youngest first. */
        OPENED,
        /** The oldest first, and only what is open or draft. */
        AGE,
        CODING,
        PICKUP,
        REVIEW,
        MERGE,
        CYCLE
    }

    /** By whom. */
    public enum Authors {
        ANYONE,
        PEOPLE,
        BOTS
    }

    /**
     * Which ones. Null and the empty set mean any.
     *
     * @param waiting whether only open ones without a review
     */
    public record Filter(
            Set<PullRequest.State> states,
            @Nullable RepositoryId repository,
            @Nullable Period opened,
            @Nullable Period merged,
            Authors authors,
            boolean waiting,
            @Nullable Reviewed reviewed) {

        public Filter {
            states = Set.copyOf(states);
        }

        public static Filter all() {
            return new Filter(Set.of(), null, null, null, Authors.ANYONE, false, null);
        }

        public Filter of(PullRequest.State... states) {
            return new Filter(Set.of(states), repository, opened, merged, authors, waiting, reviewed);
        }

        public Filter in(@Nullable RepositoryId repository) {
            return new Filter(states, repository, opened, merged, authors, waiting, reviewed);
        }

        public Filter openedIn(Period period) {
            return new Filter(states, repository, period, merged, authors, waiting, reviewed);
        }

        public Filter mergedIn(Period period) {
            return new Filter(states, repository, opened, period, authors, waiting, reviewed);
        }

        public Filter by(Authors authors) {
            return new Filter(states, repository, opened, merged, authors, waiting, reviewed);
        }

        public Filter waitingForReview() {
            return new Filter(states, repository, opened, merged, authors, true, reviewed);
        }

        /** Those of others that this person reviewed in the period. */
        public Filter reviewedBy(IdHash person, Period period) {
            return new Filter(states, repository, opened, merged, authors, waiting, new Reviewed(person, period));
        }
    }

    /** A reviewer, and when. */
    public record Reviewed(IdHash person, Period period) {}

    /**
     * Where a page ended; the next begins after it. It belongs to one order and one filter.
     *
     * @param value microseconds since 1970 or seconds, as the order has it
     */
    public record Cursor(long value, long id) {}

    /**
     * A page in its order.
     *
     * @param next null on the last page
     */
    public record Page(List<Entry> entries, @Nullable Cursor next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One pull request.
     *
     * @param repositoryName its label, or "Repository" and the vendor's number
     * @param pickup null, as every stage, while one of its ends is not known
     */
    public record Entry(
            PullRequestId id,
            RepositoryId repository,
            String repositoryName,
            int number,
            PullRequest.State state,
            @Nullable IdHash author,
            boolean authorIsBot,
            PullRequest.Association association,
            Times times,
            @Nullable Boolean intoDefault,
            @Nullable Integer reviewersAsked,
            PullRequest.@Nullable Size size,
            @Nullable Duration coding,
            @Nullable Duration pickup,
            @Nullable Duration review,
            @Nullable Duration merge,
            @Nullable Duration cycle) {}

    /**
     * When what happened; null is "not yet" or "not known".
     *
     * @param lastReview the last one before the merge; null before it
     */
    public record Times(
            @Nullable Instant firstCommit,
            Instant opened,
            @Nullable Instant firstReady,
            @Nullable Instant firstReview,
            @Nullable Instant lastReview,
            @Nullable Instant merged,
            @Nullable Instant closed,
            Instant updated) {}

    /**
     * One pull request and what happened to it.
     *
     * @param reviews by time, at most {@link #MOST}
     * @param pushes to its branch from 90 days before the opening until the close, by time, at most 100
     */
    public record History(Entry entry, List<ReviewEntry> reviews, List<PushEntry> pushes) {
        public History {
            reviews = List.copyOf(reviews);
            pushes = List.copyOf(pushes);
        }
    }

    /** One review. */
    public record ReviewEntry(
            ReviewId id, @Nullable IdHash reviewer, boolean reviewerIsBot, Review.State state, Instant at) {}

    /** One push. */
    public record PushEntry(
            IdHash id, @Nullable IdHash pusher, int commits, int distinctCommits, boolean forced, Instant at) {}

    /**
     * The pull requests that pass the filter, from a place on.
     *
     * @param after the {@link Page#next} of the page before, or null for the first
     * @param limit at most {@link #MOST}
     */
    public Page page(Filter filter, Order order, @Nullable Cursor after, int limit) {
        int most = Math.clamp(limit, 1, MOST);
        List<Cursor> found = keys.find(filter, order, after, most + 1);
        List<Cursor> shown = found.subList(0, Math.min(most, found.size()));
        return new Page(entries.of(shown), found.size() > most ? shown.getLast() : null);
    }

    /** One pull request with its reviews and pushes, or nothing when this workspace has no such. */
    public Optional<History> find(PullRequestId id) {
        return entries.of(List.of(new Cursor(0, id.value()))).stream()
                .findFirst()
                .map(entry -> new History(entry, entries.reviews(id), entries.pushes(id)));
    }
}
