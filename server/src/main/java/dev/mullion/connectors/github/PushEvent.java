package dev.mullion.connectors.github;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Push;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code push}: when commits were made and when they arrived. A push has no action. */
final class PushEvent implements Event {

    /** GitHub lists no more. */
    static final int MOST_COMMITS = 2_048;

    private final AllowList list;
    private final RepositoryPaths repository;
    private final Slot<PrivateText> defaultBranch;
    private final Slot<PrivateText> ref;
    private final Slot<PrivateText> before;
    private final Slot<PrivateText> after;
    private final Slot<Boolean> created;
    private final Slot<Boolean> deleted;
    private final Slot<Boolean> forced;
    private final AccountPaths pusher;
    private final Slot<List<Reading>> commits;
    private final Slot<Instant> committedAt;
    private final Slot<Boolean> distinct;

    PushEvent(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        repository = new RepositoryPaths(allow);
        defaultBranch = RepositoryPaths.defaultBranch(allow);
        ref = allow.hashed("ref");
        before = allow.hashed("before");
        after = allow.hashed("after");
        created = allow.flag("created");
        deleted = allow.flag("deleted");
        forced = allow.flag("forced");
        pusher = AccountPaths.of(allow, "sender");
        AllowList.Builder commit = allow.element("commits");
        committedAt = commit.instant("timestamp");
        distinct = commit.flag("distinct");
        commits = allow.each("commits", MOST_COMMITS, Excess.REFUSED, commit);
        list = allow.build(parsers);
    }

    @Override
    public AllowList list() {
        return list;
    }

    @Override
    public Projected projected(Reading reading, IdHasher hasher) {
        Push push = push(reading, hasher, reading.require(commits));
        Instant asOf = repository.asOf(reading, push.at());
        return new Projected.Kept("", repository.facts(reading, asOf, push), null);
    }

    private Push push(Reading reading, IdHasher hasher, List<Reading> listed) {
        PrivateText branch = Branches.named(reading.require(ref));
        long repositoryId = repository.id(reading).value();
        List<Instant> instants =
                listed.stream().map(commit -> commit.require(committedAt)).toList();
        return new Push(
                id(reading, hasher, repositoryId),
                repository.id(reading),
                branch == null ? null : Branches.hash(hasher, repositoryId, branch),
                branch != null && branch.sameAs(reading.require(defaultBranch)),
                reading.require(created),
                reading.require(deleted),
                reading.require(forced),
                pusher.hash(reading, hasher),
                listed.size(),
                (int) listed.stream().filter(commit -> commit.isSet(distinct)).count(),
                instants,
                at(reading, instants));
    }

    /** Bound to the repository: a fork's push of the same commits is another push. */
    private IdHash id(Reading reading, IdHasher hasher, long repositoryId) {
        return PrivateText.hash(
                hasher,
                "github.push",
                repositoryId,
                reading.require(ref),
                reading.require(before),
                reading.require(after));
    }

    private Instant at(Reading reading, List<Instant> instants) {
        @Nullable Instant pushed = repository.pushedAt(reading);
        if (pushed != null) {
            return pushed;
        }
        return instants.stream().max(Comparator.naturalOrder()).orElseGet(() -> repository.requirePushedAt(reading));
    }
}
