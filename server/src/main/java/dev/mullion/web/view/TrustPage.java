package dev.mullion.web.view;

import dev.mullion.web.view.part.Elapsed;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.StateWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The promises of this installation, for anybody.
 *
 * @param home where a signed-in person came from; null for strangers
 * @param alarm said when a promise is broken or nobody checks any more; null where all is as it should be
 * @param contact where a weakness is reported; null where nobody was named
 * @param policy what is promised to who reports one; null where nothing was set
 */
public record TrustPage(
        Moment asOf,
        @Nullable Link home,
        @Nullable String alarm,
        List<Count> counts,
        List<Group> groups,
        List<Sight> sights,
        List<Source> sources,
        @Nullable Outside contact,
        @Nullable Outside policy) {

    public TrustPage {
        counts = List.copyOf(counts);
        groups = List.copyOf(groups);
        sights = List.copyOf(sights);
        sources = List.copyOf(sources);
    }

    /**
     * An address that the operator named, away from this site.
     *
     * @param href of a scheme that the settings allow
     */
    public record Outside(String text, String href) {}

    /** How many promises stand in one way. */
    public record Count(String number, StateWord state) {}

    /** The promises of one part of the house. */
    public record Group(String id, String name, List<Entry> entries) {

        public Group {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One promise.
     *
     * @param note why it is not active, in one sentence; null where it is
     * @param checked when its probe last ran; null where it never did
     * @param every how often it runs; null where it has no probe
     * @param took how long the last run took
     * @param seen what the last run tried and saw; empty where none did
     */
    public record Entry(
            String id,
            String claim,
            StateWord state,
            @Nullable String note,
            String how,
            @Nullable Moment checked,
            @Nullable String every,
            @Nullable Elapsed took,
            List<Seen> seen) {

        public Entry {
            seen = List.copyOf(seen);
        }
    }

    /** One check of a probe's run. */
    public record Seen(String name, StateWord outcome, String detail) {}

    /** One thing that the operator can or cannot see, and what that rests on. */
    public record Sight(boolean can, String what, String why) {}

    /** A vendor: what it is asked for, never asked for, and what of it is kept. */
    public record Source(
            String vendor,
            List<ConnectionPage.Scope> asks,
            List<String> neverAsks,
            List<String> keeps,
            List<String> never,
            Facts kept) {

        public Source {
            asks = List.copyOf(asks);
            neverAsks = List.copyOf(neverAsks);
            keeps = List.copyOf(keeps);
            never = List.copyOf(never);
        }
    }
}
