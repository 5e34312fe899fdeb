package dev.mullion.sandbox.world;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A pull request while it is being told: steps are added in order, and time only goes forward. */
final class Telling {
    private final Repository repository;
    private final Person author;
    private final Draw draw;
    private final List<Step> steps = new ArrayList<>();
    private Instant now = Instant.MIN;

    Telling(Repository repository, Person author, Draw draw) {
        this.repository = repository;
        this.author = author;
        this.draw = draw;
    }

    Repository repository() {
        return repository;
    }

    Person author() {
        return author;
    }

    Draw draw() {
        return draw;
    }

    Instant now() {
        return now;
    }

    /** The next moment this person works, some time after now. */
    Instant workingAfter(Duration wait, Person person) {
        return Rhythm.workingFrom(now.plus(wait), person, draw);
    }

    void tell(StepKind kind, Instant at, Person actor) {
        tell(kind, at, actor, actor);
    }

    void tell(StepKind kind, Instant at, Person actor, Person subject) {
        Instant when = next(at);
        add(new Step(kind, when, actor, subject, 0, when));
    }

    void push(StepKind kind, Instant at, int commits, Instant since) {
        Instant when = next(at);
        add(new Step(kind, when, author, author, commits, since.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** A push to a branch that is under review; the vendor reports it twice. */
    void pushUnderReview(Instant at) {
        Instant since = now;
        push(StepKind.PUSHED, at, 1 + draw.poisson(0.7), since);
        tell(StepKind.SYNCHRONIZED, now.plusSeconds(1), author);
    }

    PullRequest told(long number, long salt) {
        return new PullRequest(repository, number, author, salt, steps);
    }

    private Instant next(Instant at) {
        Instant whole = at.truncatedTo(ChronoUnit.SECONDS);
        return whole.isAfter(now) ? whole : now.plusSeconds(1);
    }

    private void add(Step step) {
        now = step.at();
        steps.add(step);
    }
}
