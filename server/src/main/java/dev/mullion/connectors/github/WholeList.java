package dev.mullion.connectors.github;

import dev.mullion.connectors.Heard;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Call;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One of GitHub's lists, read to its end with one token: all of its pages, or none. */
record WholeList(GitHubApi api, String account, HeldToken token) {

    /** Of a hundred each. */
    private static final int MOST_PAGES = 10;

    /** What came of it. */
    sealed interface Read<T> {

        record Pages<T>(List<T> pages) implements Read<T> {
            public Pages {
                pages = List.copyOf(pages);
            }
        }

        /**
         * It could not be read to its end.
         *
         * @param why in Mullion's own words
         */
        record Cut<T>(String why) implements Read<T> {}
    }

    <T> Read<T> from(URI first, AllowList list, Function<Reading, T> read) {
        List<T> pages = new ArrayList<>();
        URI next = first;
        while (next != null) {
            if (pages.size() == MOST_PAGES) {
                return new Read.Cut<>("GitHub's list is longer than " + MOST_PAGES * 100
                        + " entries; have the person who runs this installation claim it");
            }
            Heard<T> heard = page(next, list, read);
            if (!(heard instanceof Heard.Said<T> said)) {
                return new Read.Cut<>(fault(heard));
            }
            pages.add(said.value());
            try {
                next = said.next().isPresent() ? new URI(said.next().get()) : null;
            } catch (URISyntaxException _) {
                return new Read.Cut<>("GitHub's address of the next page is none");
            }
        }
        return new Read.Pages<>(pages);
    }

    <T> Heard<T> page(URI address, AllowList list, Function<Reading, T> read) {
        Call call = Call.get(address, account).with(sending -> sending.bearer(token));
        return api.ask(call, list, (reading, _) -> read.apply(reading));
    }

    static String fault(Heard<?> heard) {
        return switch (heard) {
            case Heard.Said<?> _ -> "GitHub answered";
            case Heard.Turned<?> turned -> "GitHub answered " + turned.status() + " to the question who owns it";
            case Heard.Late<?> late -> "GitHub is at its limit: " + late.why();
            case Heard.Broken<?> broken -> broken.why();
        };
    }
}
