package dev.mullion.web.view;

import dev.mullion.web.view.part.Csrf;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.Notice;
import dev.mullion.web.view.part.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page of a workspace.
 *
 * @param title of the page; the browser's title adds the workspace
 * @param badge on every page of a workspace whose data is not real ("Synthetic sample data"); null elsewhere
 * @param needsYou how many things wait for this person
 * @param asOf when the page's data was read
 * @param events where changes of this page are announced as server-sent events; null where nothing moves
 * @param progress something long under way, shown as a strip; null when there is nothing
 * @param notice what the last action did; null when there was none
 */
public record Frame(
        String title,
        Workspace workspace,
        List<Workspace> others,
        String person,
        @Nullable String badge,
        List<Destination> destinations,
        int needsYou,
        Moment asOf,
        Theme theme,
        Csrf csrf,
        @Nullable String events,
        @Nullable Progress progress,
        @Nullable Notice notice) {

    public Frame {
        others = List.copyOf(others);
        destinations = List.copyOf(destinations);
    }

    /** "1 needs you", "3 need you". */
    public String needsYouText() {
        return needsYou + (needsYou == 1 ? " needs you" : " need you");
    }

    public record Workspace(String slug, String name) {

        public String href() {
            return "/w/" + slug;
        }
    }

    /**
     * A line of the rail. What this person may not see, or what does not exist yet, is not in the list at all: a page
     * that answers 404 has no link that leads there.
     */
    public record Destination(Place place, String href, boolean active) {

        public static Destination of(Workspace workspace, Place place, Place current) {
            return new Destination(place, workspace.href() + place.path(), place == current);
        }

        /** For {@code aria-current}, which is absent where it is not true. */
        public @Nullable String current() {
            return active ? "page" : null;
        }
    }
}
