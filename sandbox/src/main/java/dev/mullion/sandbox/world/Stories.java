package dev.mullion.sandbox.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Tells pull requests: each follows from the seed, its repository, its day and its place in that day. */
final class Stories {
    private static final LocalDate FIRST_NUMBER = LocalDate.of(2024, 1, 1);

    private final long seed;
    private final Company company;
    private final Pickup pickup;

    Stories(long seed, Company company, Pickup pickup) {
        this.seed = seed;
        this.company = company;
        this.pickup = pickup;
    }

    int openedByPeople(Repository repository, LocalDate day) {
        Draw draw = Draw.of(seed, repository.id(), day.toEpochDay());
        return Math.min(draw.poisson(repository.pace() * Rhythm.share(day)), repository.numbersADay() - 3);
    }

    int openedByBots(Repository repository, LocalDate day) {
        Draw draw = Draw.of(seed, repository.id(), day.toEpochDay(), -1);
        return draw.chance(0.11) ? 1 : 0;
    }

    PullRequest byPerson(Repository repository, LocalDate day, int place) {
        Draw draw = Draw.of(seed, repository.id(), day.toEpochDay(), place, 1);
        Telling story = new Telling(repository, company.author(repository, draw), draw);
        new HumanStory(company, pickup, story).from(Rhythm.during(day, story.author(), draw));
        return story.told(number(repository, day, place), draw.next());
    }

    PullRequest byBot(Repository repository, LocalDate day) {
        Draw draw = Draw.of(seed, repository.id(), day.toEpochDay(), 2);
        Telling story = new Telling(repository, draw.pick(company.bots()), draw);
        Instant opened = day.atTime(4, 0).plusSeconds(draw.below(7_200)).toInstant(ZoneOffset.UTC);
        new BotStory(company, story).from(opened);
        return story.told(number(repository, day, repository.numbersADay() - 2), draw.next());
    }

    /** The planted problem: reviews were asked for, none came, and it is still open. */
    PullRequest stuck(Repository repository, LocalDate day) {
        Draw draw = Draw.of(seed, repository.id(), day.toEpochDay(), 3);
        Telling story = new Telling(repository, company.author(repository, draw), draw);
        Instant opened = Rhythm.during(day, story.author(), draw);
        story.push(StepKind.BRANCH_CREATED, opened.minusSeconds(900), 3, opened.minus(Duration.ofHours(5)));
        story.tell(StepKind.OPENED, opened, story.author());
        story.tell(
                StepKind.REVIEW_REQUESTED,
                opened.plusSeconds(4),
                story.author(),
                company.reviewer(repository, story.author(), draw));
        story.tell(StepKind.LABELED, opened.plusSeconds(90), story.author());
        return story.told(number(repository, day, repository.numbersADay() - 1), draw.next() | 1);
    }

    private static long number(Repository repository, LocalDate day, int place) {
        long days = Math.max(0, day.toEpochDay() - FIRST_NUMBER.toEpochDay());
        return 1 + days * repository.numbersADay() + place;
    }
}
