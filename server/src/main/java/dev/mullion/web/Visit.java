package dev.mullion.web;

import dev.mullion.identity.Access;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.ingest.HistoryProgress;
import dev.mullion.tenancy.Workspace;
import dev.mullion.web.view.Frame;
import dev.mullion.web.view.HomePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.Theme;
import dev.mullion.web.view.part.Csrf;
import dev.mullion.web.view.part.Notice;
import dev.mullion.web.view.part.Progress;
import dev.mullion.web.view.part.Wording;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request for a page, behind the door: what is the same on every page that it may become. */
record Visit(
        Access access,
        String person,
        List<Workspace> workspaces,
        Wording wording,
        Csrf csrf,
        Optional<HistoryProgress.Progress> history,
        List<HomePage.Need> needs,
        @Nullable Notice notice) {

    static final Permission FINANCE = Permission.read(Domain.FINANCE);
    static final Permission ENGINEERING = Permission.read(Domain.ENGINEERING);
    static final Permission RISK = Permission.read(Domain.RISK);
    static final Permission SETTINGS = Permission.read(Domain.SETTINGS);
    static final Permission AUDIT = Permission.read(Domain.AUDIT);

    /** What the rail leads to today, and the key that each needs; Home needs none. */
    private static final Map<Place, Permission> KEYS = Map.of(
            Place.FINANCE, FINANCE,
            Place.ENGINEERING, ENGINEERING,
            Place.RISK, RISK,
            Place.INTEGRATIONS, SETTINGS,
            Place.MEMBERS, SETTINGS,
            Place.AUDIT, AUDIT);

    String slug() {
        return access.workspace().slug().value();
    }

    String href(Place place) {
        return "/w/" + slug() + place.path();
    }

    boolean reaches(Place place) {
        Permission key = KEYS.get(place);
        return key == null ? place == Place.HOME : access.allows(key);
    }

    /** For pages on which nothing moves. */
    Frame still(String title, Place current) {
        return frame(title, current, null);
    }

    /** For pages with a part that is fetched again. */
    Frame moving(String title, Place current) {
        return frame(title, current, href(Place.HOME) + "/events");
    }

    private Frame frame(String title, Place current, @Nullable String events) {
        Frame.Workspace here = of(access.workspace());
        return new Frame(
                title,
                here,
                workspaces.stream()
                        .map(Visit::of)
                        .filter(other -> !other.equals(here))
                        .toList(),
                person,
                access.workspace().kind() == Workspace.Kind.SAMPLE ? "Synthetic sample data" : null,
                Stream.of(Place.values())
                        .filter(this::reaches)
                        .map(place -> Frame.Destination.of(here, place, current))
                        .toList(),
                needs.size(),
                wording.moment(wording.now()),
                Theme.AUTO,
                csrf,
                events,
                history.map(this::progress).orElse(null),
                notice);
    }

    private Progress progress(HistoryProgress.Progress reached) {
        return new Progress(
                "Reading history",
                reached.done(),
                reached.total(),
                wording.count(reached.done()) + " of " + wording.count(reached.total()) + " deliveries",
                "since "
                        + wording.date(reached.reachedBackTo()
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()),
                null);
    }

    private static Frame.Workspace of(Workspace workspace) {
        return new Frame.Workspace(workspace.slug().value(), workspace.name());
    }
}
