package dev.mullion.web.view.part;

import org.jspecify.annotations.Nullable;

/**
 * How old the data of a page is; it belongs to the data, not to the moment the page was drawn.
 *
 * @param last the newest thing known; null while nothing has arrived
 * @param who which vendor is disconnected, where the data is of several; null where the page says so
 */
public record Freshness(
        State state, @Nullable Moment last, @Nullable String who) {

    /** Stale begins at twice the schedule of the source. */
    public enum State {
        FRESH("fresh"),
        STALE("stale"),
        DISCONNECTED("disconnected"),
        EMPTY("empty");

        private final String css;

        State(String css) {
            this.css = css;
        }

        public String css() {
            return css;
        }
    }

    public static Freshness fresh(Moment last) {
        return new Freshness(State.FRESH, last, null);
    }

    public static Freshness stale(Moment last) {
        return new Freshness(State.STALE, last, null);
    }

    public static Freshness disconnected(Moment since) {
        return new Freshness(State.DISCONNECTED, since, null);
    }

    public static Freshness disconnected(Moment since, String who) {
        return new Freshness(State.DISCONNECTED, since, who);
    }

    public static Freshness empty() {
        return new Freshness(State.EMPTY, null, null);
    }

    public boolean isStale() {
        return state == State.STALE;
    }

    public boolean isDisconnected() {
        return state == State.DISCONNECTED;
    }
}
