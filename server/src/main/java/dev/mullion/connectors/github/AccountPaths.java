package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import org.jspecify.annotations.Nullable;

/** Who did something: a keyed hash of the account's id, and whether it is a bot. Null for GitHub's ghost. */
final class AccountPaths {

    private enum Type {
        USER,
        BOT,
        ORGANIZATION,
        MANNEQUIN,
        OTHER
    }

    private final Slot<Long> id;
    private final Slot<Type> type;

    private AccountPaths(AllowList.Builder allow, String id, String type) {
        this.id = allow.hashedId(id);
        this.type = allow.stage(type, Type.class, Type.OTHER);
    }

    /** As deliveries and REST write an account. */
    static AccountPaths of(AllowList.Builder allow, String account) {
        return new AccountPaths(allow, account + ".id", account + ".type");
    }

    /** As GraphQL writes one; what it is asked for by its own name is the same id. */
    static AccountPaths ofGraphQl(AllowList.Builder allow, String actor) {
        return new AccountPaths(allow, actor + ".databaseId", actor + ".__typename");
    }

    @Nullable IdHash hash(Reading reading, IdHasher hasher) {
        Long number = reading.get(id);
        return number == null ? null : hasher.hash("github.user", number);
    }

    boolean isBot(Reading reading) {
        return reading.get(type) == Type.BOT;
    }
}
