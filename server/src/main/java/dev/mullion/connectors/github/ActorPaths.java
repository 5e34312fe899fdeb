package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import org.jspecify.annotations.Nullable;

/** Who did something, as GraphQL says it: the same hash as {@link AccountPaths} makes. Null for GitHub's ghost. */
final class ActorPaths {

    private enum Type {
        USER,
        BOT,
        ORGANIZATION,
        MANNEQUIN,
        OTHER
    }

    private final Slot<Long> id;
    private final Slot<Type> type;

    ActorPaths(AllowList.Builder allow) {
        id = allow.hashedId("author.databaseId");
        type = allow.stage("author.__typename", Type.class, Type.OTHER);
    }

    @Nullable IdHash hash(Reading reading, IdHasher hasher) {
        Long number = reading.get(id);
        return number == null ? null : hasher.hash("github.user", number);
    }

    boolean isBot(Reading reading) {
        return reading.get(type) == Type.BOT;
    }
}
