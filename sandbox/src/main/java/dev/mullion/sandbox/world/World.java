package dev.mullion.sandbox.world;

import dev.mullion.sandbox.world.Event.PullRequestStepped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that happened in one company up to the anchor, in order of time. Two worlds of the same seed, company and
 * anchor are equal to the byte; with another anchor they differ only in what is planted relative to it. Immutable, to
 * be shared.
 */
public final class World {
    private static final int DAYS_A_STORY_MAY_LAST = 75;
    private static final int DAYS_A_BRANCH_IS_SEEN_BEFORE = 4;
    private static final int SLOW_DAYS = 42;
    private static final int STUCK_DAYS = 26;
    private static final String TROUBLED = "ledger-api";
    private static final Comparator<Event> BY_TIME =
            Comparator.comparing(Event::at).thenComparingLong(Event::key);

    private final long seed;
    private final Company company;
    private final Instant start;
    private final Instant anchor;
    private final List<Event> events;
    private final List<PullRequest> inProgress;

    private World(long seed, Company company, Instant start, Instant anchor) {
        this.seed = seed;
        this.company = company;
        this.start = start;
        this.anchor = anchor;
        var found = new ArrayList<Event>();
        var open = new ArrayList<PullRequest>();
        for (PullRequest each : pullRequests()) {
            collect(each, found, open);
        }
        found.addAll(sideEvents());
        found.removeIf(event -> event.at().isBefore(start) || event.at().isAfter(anchor));
        found.sort(BY_TIME);
        this.events = Collections.unmodifiableList(found);
        this.inProgress = List.copyOf(open);
    }

    /**
     * The world of that company from so many days before the anchor.
     *
     * @throws IllegalArgumentException if there is no company of that name
     */
    public static World of(long seed, String company, Instant anchor, int historyDays) {
        LocalDate day = anchor.atZone(ZoneOffset.UTC).toLocalDate();
        Instant start = day.minusDays(historyDays).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new World(seed, Companies.named(company, day), start, anchor);
    }

    public long seed() {
        return seed;
    }

    public Company company() {
        return company;
    }

    public Instant start() {
        return start;
    }

    public Instant anchor() {
        return anchor;
    }

    /** Pull requests that are open at the anchor. */
    public List<PullRequest> inProgress() {
        return inProgress;
    }

    /** Events from {@code from} (inclusive) to {@code to} (exclusive), in order of time. */
    public List<Event> between(Instant from, Instant to) {
        return from.isBefore(to) ? events.subList(firstNotBefore(from), firstNotBefore(to)) : List.of();
    }

    /** Events from an instant up to the anchor. */
    public List<Event> since(Instant from) {
        return events.subList(firstNotBefore(from), events.size());
    }

    /**
     * As {@link #since}, when live traffic may have touched what was open at that instant: what was lent to it is only
     * ended, so that nothing it closed appears open again.
     */
    public List<Event> resumedSince(Instant from) {
        return since(from).stream().filter(event -> !isLentAt(event, from)).toList();
    }

    private static boolean isLentAt(Event event, Instant from) {
        return event instanceof PullRequestStepped stepped
                && stepped.pullRequest().isLent()
                && stepped.pullRequest().steps().getFirst().at().isBefore(from)
                && !stepped.what().kind().isEnding();
    }

    private int firstNotBefore(Instant at) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).at().isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void collect(PullRequest pullRequest, List<Event> found, List<PullRequest> open) {
        for (int i = 0; i < pullRequest.steps().size(); i++) {
            found.add(new PullRequestStepped(pullRequest, i));
        }
        if (!pullRequest.steps().getFirst().at().isAfter(anchor)) {
            PullRequest now = pullRequest.upTo(anchor);
            if (now.state().isOpen()) {
                open.add(now);
            }
        }
    }

    private List<PullRequest> pullRequests() {
        var pickup = new Pickup(TROUBLED, anchor.minusSeconds(SLOW_DAYS * 86_400L));
        var stories = new Stories(seed, company, pickup);
        var told = new ArrayList<PullRequest>();
        for (LocalDate day = firstDay(); !day.isAfter(lastDay()); day = day.plusDays(1)) {
            for (Repository repository : company.repositories()) {
                told.addAll(openedOn(day, repository, stories));
            }
        }
        return told;
    }

    private List<PullRequest> openedOn(LocalDate day, Repository repository, Stories stories) {
        var opened = new ArrayList<PullRequest>();
        if (!repository.takesWorkAt(
                        day.minusDays(14).atStartOfDay(ZoneOffset.UTC).toInstant())
                || !repository.takesWorkAt(
                        day.plusDays(14).atStartOfDay(ZoneOffset.UTC).toInstant())) {
            return opened;
        }
        for (int place = 0; place < stories.openedByPeople(repository, day); place++) {
            opened.add(stories.byPerson(repository, day, place));
        }
        for (int i = 0; i < stories.openedByBots(repository, day); i++) {
            opened.add(stories.byBot(repository, day));
        }
        if (repository.name().equals(TROUBLED) && day.equals(stuckSince())) {
            opened.add(stories.stuck(repository, day));
        }
        return opened;
    }

    private List<Event> sideEvents() {
        var side = new SideEvents(seed, company);
        var found = new ArrayList<Event>();
        for (Repository repository : company.repositories()) {
            for (LocalDate day = firstDay(); !day.isAfter(lastDay()); day = day.plusDays(1)) {
                found.addAll(side.on(day, repository));
            }
            for (RepositoryChange change : repository.change()) {
                found.add(
                        new Event.RepositoryChanged(repository, company.people().getFirst(), change));
            }
        }
        return found;
    }

    private LocalDate firstDay() {
        return start.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_A_STORY_MAY_LAST);
    }

    private LocalDate lastDay() {
        return anchor.atZone(ZoneOffset.UTC).toLocalDate().plusDays(DAYS_A_BRANCH_IS_SEEN_BEFORE);
    }

    private LocalDate stuckSince() {
        LocalDate day = anchor.atZone(ZoneOffset.UTC).toLocalDate().minusDays(STUCK_DAYS);
        while (Rhythm.share(day) < 0.5) {
            day = day.minusDays(1);
        }
        return day;
    }
}
