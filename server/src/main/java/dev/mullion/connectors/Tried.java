package dev.mullion.connectors;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying one permission at a vendor.
 *
 * @param permission as {@link Manifest.Scope#name} writes it; one that is not asked for where it is broader
 * @param said why, in Mullion's own words with nothing of an answer but known codes; null where nothing has to be said
 */
public record Tried(
        String permission, Outcome outcome, @Nullable String said) {

    /** Keeps what is said at the length that is stored. */
    public Tried {
        said = said == null ? null : said.substring(0, Math.min(said.length(), Connections.LONGEST_WHY));
    }

    /** How it stands. */
    public enum Outcome {
        GRANTED,
        MISSING,
        /** The vendor granted more than is asked for. */
        BROADER,
        /** The vendor said neither; another time it may. */
        UNTOLD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a question was not answered. */
    public static String why(Pulled<?> answer) {
        return switch (answer) {
            case Pulled.Got<?> _ -> throw new IllegalStateException("this is an answer");
            case Pulled.Closed<?> closed -> closed.why();
            case Pulled.Later<?> later -> later.why();
            case Pulled.Failed<?> failed -> failed.why();
            case Pulled.Lost<?> lost -> lost.why();
            case Pulled.Ended<?> ended -> ended.why();
        };
    }

    /** What a question showed that this permission is needed for. */
    public static Tried of(Manifest.Scope scope, Pulled<?> answer) {
        return switch (answer) {
            case Pulled.Got<?> _ -> new Tried(scope.name(), Outcome.GRANTED, null);
            case Pulled.Closed<?> closed -> new Tried(scope.name(), Outcome.MISSING, closed.why());
            case Pulled<?> other -> new Tried(scope.name(), Outcome.UNTOLD, why(other));
        };
    }
}
