package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.PullRequest.Association;
import dev.mullion.telemetry.PullRequest.FirstCommit;
import dev.mullion.telemetry.PullRequest.Size;
import dev.mullion.telemetry.PullRequest.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts with openly synthetic values. Hours count from a Monday, 00:00 UTC. */
public final class Said {

    public static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    public static final RepositoryId REPOSITORY = new RepositoryId(7001);
    public static final IdHash AUTHOR = hash(1);
    public static final IdHash REVIEWER = hash(2);
    public static final IdHash OTHER = hash(3);
    public static final IdHash BOT = hash(9);
    public static final IdHash BRANCH = hash(100);

    private Said() {}

    public static Instant hour(double hours) {
        return MONDAY.plusSeconds(Math.round(hours * 3600));
    }

    public static IdHash hash(long number) {
        return new IdHash(new UUID(number * 0x9E3779B97F4A7C15L, number));
    }

    public static Repository repository(long id, double asOf) {
        return new Repository(
                new RepositoryId(id), true, false, false, "Java", 900, 3, hour(-9000), hour(asOf), hour(asOf));
    }

    /** As an installation lists it. */
    public static Repository listed(long id, double asOf) {
        return new Repository(new RepositoryId(id), false, null, null, null, null, null, null, null, hour(asOf));
    }

    public static RepositoryRemoved removed(long id, double at) {
        return new RepositoryRemoved(new RepositoryId(id), hour(at));
    }

    public static Label label(long id, String text, double asOf) {
        return new Label(Label.Kind.REPOSITORY, id, text, hour(asOf));
    }

    public static Review review(long id, long pullRequest, IdHash reviewer, Review.State state, double at) {
        return new Review(
                new ReviewId(id),
                new PullRequestId(pullRequest),
                REPOSITORY,
                reviewer,
                reviewer.equals(BOT),
                state,
                hour(at));
    }

    public static Push push(long id, IdHash branch, double at, double... committedAt) {
        List<Instant> instants = Arrays.stream(committedAt).mapToObj(Said::hour).toList();
        return new Push(
                hash(id),
                REPOSITORY,
                branch,
                false,
                false,
                false,
                false,
                AUTHOR,
                instants.size(),
                instants.size(),
                instants,
                hour(at));
    }

    /** Opened at an hour, ready at once. */
    public static Statement opened(long id, double at) {
        return new Statement(id, at).readyAt(at);
    }

    /** Opened as a draft. */
    public static Statement draft(long id, double at) {
        return new Statement(id, at).state(State.DRAFT);
    }

    /** What one delivery says of a pull request. */
    public static final class Statement {

        private final PullRequestId id;
        private final Instant openedAt;
        private RepositoryId repository = REPOSITORY;
        private State state = State.OPEN;
        private @Nullable IdHash author = AUTHOR;
        private boolean bot;
        private @Nullable Instant readyAt;
        private @Nullable Instant mergedAt;
        private @Nullable Instant closedAt;
        private @Nullable FirstCommit firstCommit;
        private @Nullable IdHash branch = BRANCH;
        private @Nullable Integer asked = 1;
        private @Nullable Size size;
        private Instant updatedAt;

        private Statement(long id, double openedAt) {
            this.id = new PullRequestId(id);
            this.openedAt = hour(openedAt);
            this.updatedAt = hour(openedAt);
        }

        public Statement in(long repository) {
            this.repository = new RepositoryId(repository);
            return this;
        }

        public Statement state(State state) {
            this.state = state;
            return this;
        }

        public Statement by(@Nullable IdHash author) {
            this.author = author;
            this.bot = BOT.equals(author);
            return this;
        }

        public Statement readyAt(double at) {
            this.state = State.OPEN;
            this.readyAt = hour(at);
            return later(at);
        }

        public Statement later(double updatedAt) {
            this.updatedAt = hour(updatedAt);
            return this;
        }

        public Statement merged(double at) {
            this.state = State.MERGED;
            this.mergedAt = hour(at);
            return closedAt(at);
        }

        public Statement closed(double at) {
            this.state = State.CLOSED;
            return closedAt(at);
        }

        private Statement closedAt(double at) {
            this.closedAt = hour(at);
            return unready(at);
        }

        /** Says nothing of readiness, as most deliveries. */
        public Statement unready(double updatedAt) {
            this.readyAt = null;
            return later(updatedAt);
        }

        /** As a page says it. */
        public Statement begun(double authoredAt, double committedAt) {
            this.firstCommit = new FirstCommit(hour(authoredAt), hour(committedAt));
            return this;
        }

        public Statement branch(@Nullable IdHash branch) {
            this.branch = branch;
            return this;
        }

        public Statement asked(@Nullable Integer reviewers) {
            this.asked = reviewers;
            return this;
        }

        public Statement lines(int additions) {
            this.size = new Size(additions, 1, 2, 3, 4, 5);
            return this;
        }

        public PullRequest fact() {
            return new PullRequest(
                    id,
                    repository,
                    Math.toIntExact(id.value()),
                    state,
                    author,
                    bot,
                    Association.MEMBER,
                    openedAt,
                    readyAt,
                    mergedAt,
                    closedAt,
                    firstCommit,
                    branch,
                    true,
                    asked,
                    size,
                    updatedAt);
        }
    }
}
