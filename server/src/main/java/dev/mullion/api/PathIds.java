package dev.mullion.api;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.identity.ConnectLinkId;
import dev.mullion.identity.TokenId;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads ids as the API writes them, and nothing else: two spellings of one id would be two addresses of one thing. */
final class PathIds {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private PathIds() {}

    /** The place of an event in the log. */
    static Optional<Long> event(String text) {
        return text.equals("evt_0") ? Optional.of(0L) : number(text, "evt_");
    }

    static Optional<PullRequestId> pullRequest(String text) {
        return number(text, "pul_").map(PullRequestId::new);
    }

    static Optional<RepositoryId> repository(String text) {
        return number(text, "rep_").map(RepositoryId::new);
    }

    static Optional<ConnectionId> connection(String text) {
        return exactly(text, ConnectionId::parse);
    }

    /** An entry of books: the connection that brought it, and the vendor's id. */
    static Optional<BookId> entry(String connection, String id) {
        return connection(connection).flatMap(from -> {
            try {
                return Optional.of(new BookId(from.value(), id));
            } catch (IllegalArgumentException notAnId) {
                return Optional.empty();
            }
        });
    }

    static Optional<UUID> run(String text) {
        try {
            return Optional.of(SyncRun.parse(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    static Optional<ConnectLinkId> connectLink(String text) {
        return exactly(text, ConnectLinkId::parse);
    }

    static Optional<TokenId> token(String text) {
        return exactly(text, TokenId::parse);
    }

    /** A customer's keyed hash: a UUID in its one spelling. */
    static Optional<IdHash> customer(String text) {
        return exactly(text, UUID::fromString).map(IdHash::new);
    }

    private static Optional<Long> number(String text, String prefix) {
        return text.startsWith(prefix)
                        && NUMBER.matcher(text.substring(prefix.length())).matches()
                ? Optional.of(Long.valueOf(text.substring(prefix.length())))
                : Optional.empty();
    }

    /** The reader of UUIDs takes shorter forms too. */
    private static <T> Optional<T> exactly(String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text))
                    .filter(id -> String.valueOf(id).equals(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
