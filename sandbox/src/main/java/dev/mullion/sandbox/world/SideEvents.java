package dev.mullion.sandbox.world;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What happens in a repository on a day besides pull requests: releases, stars, work on branches. */
final class SideEvents {
    private final long seed;
    private final Company company;

    SideEvents(long seed, Company company) {
        this.seed = seed;
        this.company = company;
    }

    List<Event> on(LocalDate day, Repository repository) {
        Draw draw = Draw.of(seed, repository.id(), day.toEpochDay(), 4);
        Person person = company.author(repository, draw);
        Instant at = Rhythm.during(day, person, draw);
        var events = new ArrayList<Event>();
        if (draw.chance(0.05 * Rhythm.share(day)) && day.getDayOfWeek() != DayOfWeek.FRIDAY) {
            tag(repository, day, person, at, draw, events);
        }
        if (draw.chance(0.02)) {
            events.add(new Event.Starred(repository, draw.pick(company.people()), at.plusSeconds(77)));
        }
        if (draw.chance(0.2 * Rhythm.share(day))) {
            events.add(new Event.BranchPushed(
                    repository, person, at.plusSeconds(300), day.toEpochDay(), 1 + draw.poisson(1), true));
        }
        return events;
    }

    private static void tag(
            Repository repository, LocalDate day, Person person, Instant at, Draw draw, List<Event> events) {
        String tag = "v" + (day.getYear() - 2020) + "." + day.getDayOfYear() + ".0";
        events.add(new Event.Tagged(repository, person, at, tag, false));
        if (draw.chance(0.1)) {
            events.add(new Event.Tagged(repository, person, at.plusSeconds(200), tag, true));
        }
    }
}
