package dev.mullion.connectors.consent;

import dev.mullion.connectors.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One consent as it stands.
 *
 * @param said why it stands so, in Mullion's own words; null where nothing has to be said
 * @param tokens how many it has had: each is used once and brings the next
 * @param tokenAt when the last one came
 * @param accounts what it opens, in an order that stays
 */
public record Consent(
        ConsentId id,
        String connector,
        State state,
        Instant stateAt,
        @Nullable String said,
        int tokens,
        @Nullable Instant tokenAt,
        List<Account> accounts) {

    public Consent {
        accounts = List.copyOf(accounts);
    }

    /** Where it stands. */
    public enum State {
        /** Somebody was sent to the vendor. */
        ASKED,
        /** They came back; a worker has to exchange what they brought. */
        SEALED,
        /** It opens several accounts, and nobody has said yet which of them are connected. */
        CHOOSING,
        LIVE,
        /** Nothing can be done with it any more, and nothing secret of it is left. */
        ENDED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One account at the vendor.
     *
     * @param account the vendor's id of it
     * @param vendorLink the vendor's id of the way that was opened to it
     * @param connection null where it was not chosen
     */
    public record Account(
            UUID account, UUID vendorLink, @Nullable ConnectionId connection) {}
}
