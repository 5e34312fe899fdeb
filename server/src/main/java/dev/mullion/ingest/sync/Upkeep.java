package dev.mullion.ingest.sync;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a connection that is read lives on. Nothing of a secret is in it but its times.
 *
 * @param secrets what happened to its secrets, and when
 * @param due when the next run begins by itself; null while one is under way, or where none will
 * @param newest its last runs, the newest first: what its vendor leaves stands with them
 */
public record Upkeep(List<Event> secrets, @Nullable Instant due, List<SyncRun> newest) {

    /** Of one that is only sent to, or that was ended. */
    static final Upkeep NONE = new Upkeep(List.of(), null, List.of());

    public Upkeep {
        secrets = List.copyOf(secrets);
        newest = List.copyOf(newest);
    }

    /** One event in the life of a secret. */
    public record Event(Kind kind, Instant at) {}

    /** What happened. */
    public enum Kind {
        TOKEN_MINTED,
        KEY_PASTED,
        /** Another key was pasted, and waits to be tried. */
        KEY_WAITING,
        SEALED_ANEW,
        CONSENT_GIVEN,
        TOKEN_RENEWED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As people read it. */
        public String phrase() {
            return switch (this) {
                case TOKEN_MINTED -> "Token minted";
                case KEY_PASTED -> "Key pasted";
                case KEY_WAITING -> "Another key waits to be tried";
                case SEALED_ANEW -> "Sealed anew";
                case CONSENT_GIVEN -> "Consent given";
                case TOKEN_RENEWED -> "Token renewed";
            };
        }
    }
}
