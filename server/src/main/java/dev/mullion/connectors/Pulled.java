package dev.mullion.connectors;

import java.time.Instant;

/** What came of a question to a vendor. Whatever is said of a failure is in Mullion's own words. */
public sealed interface Pulled<T> {

    /** The answer, reduced to what may be kept; {@code bytes} of it were read. */
    record Got<T>(T value, long bytes) implements Pulled<T> {}

    /** The vendor asks to wait until then. */
    record Later<T>(Instant until, String why) implements Pulled<T> {}

    /** Not this time; the link stands, and the next run asks again. */
    record Failed<T>(String why) implements Pulled<T> {}

    /** The position that was asked from does not hold any more: this part begins anew. */
    record Lost<T>(String why) implements Pulled<T> {}

    /** This part cannot be read by this link, others can. */
    record Closed<T>(String why) implements Pulled<T> {}

    /** The link itself is not what it was: nothing more is asked. */
    record Ended<T>(Connection.State state, String why) implements Pulled<T> {}

    /** The same failure of another question that was asked first. */
    default <U> Pulled<U> failure() {
        return switch (this) {
            case Got<T> _ -> throw new IllegalStateException("this is no failure");
            case Later<T> later -> new Later<>(later.until(), later.why());
            case Failed<T> failed -> new Failed<>(failed.why());
            case Lost<T> lost -> new Lost<>(lost.why());
            case Closed<T> closed -> new Closed<>(closed.why());
            case Ended<T> ended -> new Ended<>(ended.state(), ended.why());
        };
    }
}
