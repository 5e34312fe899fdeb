package dev.mullion.sandbox.world;

import dev.mullion.sandbox.world.Event.BranchPushed;
import dev.mullion.sandbox.world.Event.PullRequestStepped;
import dev.mullion.sandbox.world.Event.Starred;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes on after the anchor. Much faster than the company really works, so most of it is pushes and reviews:
 * openings and merges come about once in two minutes at thirty deliveries a minute, or nothing would stay open. For one
 * thread.
 */
public final class Live {
    private static final Instant NUMBERS_SINCE = Instant.parse("2024-01-01T00:00:00Z");
    private static final long FIRST_NUMBER = 1_000_000;
    private static final int MOST_BORN_OPEN = 25;
    private static final int FEWEST_BORN_OPEN = 8;

    private final World world;
    private final Company company;
    private final List<PullRequest> inherited;
    private final List<PullRequest> born = new ArrayList<>();
    private long count;
    private long lastNumber;

    public Live(World world) {
        this.world = world;
        this.company = world.company();
        this.inherited = new ArrayList<>(
                world.inProgress().stream().filter(PullRequest::isLent).toList());
    }

    /** The next few deliveries that belong together, all at this instant. */
    public List<Event> next(Instant instant) {
        Instant now = instant.truncatedTo(ChronoUnit.SECONDS);
        count++;
        Draw draw = Draw.of(world.seed(), company.key(), now.getEpochSecond(), count, 5);
        double what = draw.unit();
        if (what < 0.03 && born.size() < MOST_BORN_OPEN) {
            return open(now, draw);
        }
        if (what < 0.06) {
            return end(now, draw);
        }
        if (what < 0.55 && isAnythingOpen()) {
            return goOn(now, draw);
        }
        Repository repository = busyRepository(now, draw);
        if (what > 0.98) {
            return List.of(new Starred(repository, draw.pick(company.people()), now));
        }
        Person person = company.author(repository, draw);
        return List.of(new BranchPushed(repository, person, now, count, 1 + draw.poisson(0.9), draw.chance(0.4)));
    }

    private List<Event> open(Instant now, Draw draw) {
        Repository repository = busyRepository(now, draw);
        Person author = company.author(repository, draw);
        Person reviewer = company.reviewer(repository, author, draw);
        lastNumber =
                Math.max(lastNumber + 1, FIRST_NUMBER + (now.getEpochSecond() - NUMBERS_SINCE.getEpochSecond()) / 4);
        Instant begun = now.minus(draw.around(Duration.ofHours(3), 1.0, Duration.ofDays(4)));
        var branch = new Step(StepKind.BRANCH_CREATED, now, author, author, 1 + draw.poisson(1.6), begun);
        var pullRequest = new PullRequest(repository, lastNumber, author, draw.next(), List.of(branch))
                .and(step(StepKind.OPENED, now, author, author))
                .and(step(StepKind.REVIEW_REQUESTED, now, author, reviewer));
        born.add(pullRequest);
        return from(pullRequest, 0);
    }

    private List<Event> end(Instant now, Draw draw) {
        boolean takeBorn = born.size() > FEWEST_BORN_OPEN && (inherited.isEmpty() || draw.chance(0.4));
        if (!takeBorn && inherited.isEmpty()) {
            return open(now, draw);
        }
        List<PullRequest> pool = takeBorn ? born : inherited;
        PullRequest before = pool.remove(takeBorn ? 0 : draw.below(pool.size()));
        Instant at = notBefore(before, now);
        PullRequest after = before;
        if (!before.state().isReviewed()) {
            Person reviewer = company.reviewer(before.repository(), before.author(), draw);
            after = after.and(step(StepKind.APPROVED, at, reviewer, reviewer));
        }
        Person author = before.author();
        after = after.and(step(StepKind.MERGED, at, author, author))
                .and(step(StepKind.MERGE_PUSHED, at, author, author))
                .and(step(StepKind.BRANCH_DELETED, at, author, author));
        return from(after, before.steps().size());
    }

    private List<Event> goOn(Instant now, Draw draw) {
        boolean takeBorn = inherited.isEmpty() || (!born.isEmpty() && draw.chance(0.5));
        List<PullRequest> pool = takeBorn ? born : inherited;
        int place = draw.below(pool.size());
        PullRequest before = pool.get(place);
        PullRequest after = step(before, notBefore(before, now), draw);
        pool.set(place, after);
        return from(after, before.steps().size());
    }

    private PullRequest step(PullRequest before, Instant at, Draw draw) {
        Person author = before.author();
        Person reviewer = company.reviewer(before.repository(), author, draw);
        double what = draw.unit();
        if (what < 0.35 && before.steps().size() < 60) {
            var push = new Step(StepKind.PUSHED, at, author, author, 1, at);
            return before.and(push).and(step(StepKind.SYNCHRONIZED, at, author, author));
        }
        StepKind kind = what < 0.6
                ? StepKind.COMMENTED
                : what < 0.75 ? StepKind.APPROVED : what < 0.8 ? StepKind.CHANGES_REQUESTED : StepKind.EDITED;
        Person actor = kind == StepKind.EDITED ? author : reviewer;
        return before.and(step(kind, at, actor, actor));
    }

    private Repository busyRepository(Instant now, Draw draw) {
        Repository repository = draw.pick(company.repositories());
        while (!repository.takesWorkAt(now) || draw.unit() * 3 > repository.pace() + 0.3) {
            repository = draw.pick(company.repositories());
        }
        return repository;
    }

    private boolean isAnythingOpen() {
        return !inherited.isEmpty() || !born.isEmpty();
    }

    private static Instant notBefore(PullRequest pullRequest, Instant now) {
        Instant last = pullRequest.steps().getLast().at();
        return last.isAfter(now) ? last : now;
    }

    private static Step step(StepKind kind, Instant at, Person actor, Person subject) {
        return new Step(kind, at, actor, subject, 0, at);
    }

    private static List<Event> from(PullRequest pullRequest, int firstStep) {
        var events = new ArrayList<Event>();
        for (int i = firstStep; i < pullRequest.steps().size(); i++) {
            events.add(new PullRequestStepped(pullRequest, i));
        }
        return events;
    }
}
