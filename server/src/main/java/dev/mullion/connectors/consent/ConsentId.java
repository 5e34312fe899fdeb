package dev.mullion.connectors.consent;

import java.util.Optional;
import java.util.UUID;

/** One time that a person was sent to a vendor to consent, and what came of it. */
public record ConsentId(UUID value) {

    /** Reads the form that {@link #toString()} writes; empty where it is none. */
    public static Optional<ConsentId> parse(String text) {
        try {
            return text.startsWith("csn_")
                    ? Optional.of(new ConsentId(UUID.fromString(text.substring(4))))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "csn_" + value;
    }
}
