package dev.mullion.audit;

import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.TreeHeads;
import dev.mullion.keys.TreeHeads.Head;
import dev.mullion.tenancy.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * How far a log was signed by what is known outside of the database: the file of this server, and the key store that
 * all servers share. Safe to share between threads and servers.
 */
@Component
class KnownHeads {

    private static final int MOST_TRIES = 16;

    private final Published published;
    private final KeyRing keys;

    KnownHeads(Published published, KeyRing keys) {
        this.published = published;
        this.keys = keys;
    }

    /**
     * One of them.
     *
     * @param where who knows it, in words that the workspace may read: a folder of the server is not its own
     */
    record Known(Head head, String where) {}

    /**
     * Each that is known; a log that is whole contains all of them. A key store that does not answer is passed over:
     * nothing new is signed without it.
     */
    List<Known> of(WorkspaceId workspace) {
        return Stream.of(here(workspace), sharedIfReached(workspace))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The farthest of them, in events; 0 where nothing is known. */
    long size(WorkspaceId workspace) {
        return of(workspace).stream()
                .mapToLong(known -> known.head().size())
                .max()
                .orElse(0);
    }

    /**
     * Takes this state of the log for all servers, before anybody sees it signed: of two that go on from one state with
     * different events, one is refused.
     *
     * @param contains throws where the log at hand does not contain a state that was taken before
     */
    void take(WorkspaceId workspace, Head next, Consumer<Known> contains) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            Optional<Known> known = shared(workspace);
            known.ifPresent(contains);
            Optional<Head> head = known.map(Known::head);
            if (head.filter(one -> one.size() >= next.size()).isPresent()
                    || heads().advance(workspace.value(), head, next)) {
                return;
            }
        }
        throw new IllegalStateException("other servers signed the log " + MOST_TRIES + " times meanwhile");
    }

    private Optional<Known> here(WorkspaceId workspace) {
        return published
                .last(workspace)
                .map(last -> new Known(new Head(last.size(), last.root()), "the file of checkpoints of this server"));
    }

    private Optional<Known> shared(WorkspaceId workspace) {
        return heads().of(workspace.value())
                .map(head -> new Known(head, "log-" + workspace.value() + ".keys in the key store"));
    }

    private Optional<Known> sharedIfReached(WorkspaceId workspace) {
        try {
            return shared(workspace);
        } catch (KeysUnavailable away) {
            if (away.reason() == KeysUnavailable.Reason.UNREACHABLE) {
                return Optional.empty();
            }
            throw away;
        }
    }

    private TreeHeads heads() {
        return keys.treeHeads();
    }
}
