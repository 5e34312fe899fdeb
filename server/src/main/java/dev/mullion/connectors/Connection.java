package dev.mullion.connectors;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One workspace's link to one vendor account.
 *
 * @param mode of the vendor's; null where there is no such difference
 * @param installation the App installation, or null for an endpoint of its own
 * @param secretVersion which derived webhook secret of the first version is in force; 0: it is in the vault
 * @param labelsKept whether names of things are kept
 * @param stateAt since when it has been in this state
 * @param said why it is in this state, in Mullion's own words; null where nothing has to be said
 * @param endedHere whether somebody here ended it: then nothing of the vendor's takes it up again
 */
public record Connection(
        ConnectionId id,
        String connector,
        Kind kind,
        @Nullable Mode mode,
        State state,
        @Nullable Long installation,
        int secretVersion,
        boolean labelsKept,
        Instant createdAt,
        Instant stateAt,
        @Nullable String said,
        boolean endedHere) {

    /** How deliveries reach it. */
    public enum Kind {
        /** Through the operator's App: one URL and secret for all, found by the installation. */
        APP,
        /** Through a URL and secret of its own: a plain repository or organisation webhook. */
        ENDPOINT,
        /** By a key that somebody pasted: read by itself, with a URL of its own for the vendor's messages. */
        KEY,
        /**
         * By a person's consent at the vendor: read with the consent's tokens, and told of changes through one URL for
         * all.
         */
        GRANT;

        /** Whether Mullion reads it by itself. */
        public boolean isRead() {
            return this != ENDPOINT;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which of a vendor's two worlds a key is of. */
    public enum Mode {
        LIVE,
        TEST;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the link stands. Only an active or waiting one takes anything in. */
    public enum State {
        /** Made, and nothing has arrived yet. */
        WAITING,
        ACTIVE,
        SUSPENDED,
        /** It may do more than Mullion asks for, so nothing is taken until it may not. */
        REFUSED,
        /** Facts stay, nothing new is taken. */
        DISCONNECTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As people read it. */
        public String phrase() {
            return switch (this) {
                case WAITING -> "Waiting for the first delivery";
                case ACTIVE -> "Connected";
                case SUSPENDED -> "Suspended";
                case REFUSED -> "Refused";
                case DISCONNECTED -> "Disconnected";
            };
        }
    }

    /** What tells it from others of the same vendor. */
    public String label() {
        return switch (kind) {
            case APP -> "App installation " + installation;
            case KEY -> (mode == Mode.TEST ? "test key " : "key ") + ending();
            case GRANT -> "organisation " + ending();
            case ENDPOINT -> "webhook " + ending();
        };
    }

    private String ending() {
        return id.value().toString().substring(24);
    }

    /** A row of the table, with every column that is named above. */
    static Connection of(ResultSet row, int number) throws SQLException {
        String mode = row.getString("mode");
        return new Connection(
                new ConnectionId(row.getObject("id", UUID.class)),
                row.getString("connector"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                mode == null ? null : Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("installation", Long.class),
                row.getInt("secret_version"),
                row.getBoolean("labels_kept"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("state_at").toInstant(),
                row.getString("said"),
                row.getBoolean("ended_here"));
    }

    /** Whether the vendor said that it is over, and nobody here ended it. */
    public boolean isEndedByVendor() {
        return state == State.DISCONNECTED && !endedHere;
    }

    public boolean takes() {
        return state == State.WAITING || state == State.ACTIVE;
    }
}
