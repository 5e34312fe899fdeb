package dev.mullion.audit;

import dev.mullion.keys.KeyRing;
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

    /** Each that is known; a log that is whole contains all of them. */
    List<Head> of(WorkspaceId workspace) {
        return Stream.of(
                        published.last(workspace).map(one -> new Head(one.size(), one.root())),
                        shared().of(workspace.value()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The farthest of them, in events; 0 where nothing is known. */
    long size(WorkspaceId workspace) {
        return of(workspace).stream().mapToLong(Head::size).max().orElse(0);
    }

    /**
     * Takes this state of the log for all servers, before anybody sees it signed: of two that go on from one state with
     * different events, one is refused.
     *
     * @param contains throws where the log at hand does not contain a state that was taken before
     */
    void take(WorkspaceId workspace, Head next, Consumer<Head> contains) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            Optional<Head> known = shared().of(workspace.value());
            known.ifPresent(contains);
            if (known.filter(head -> head.size() >= next.size()).isPresent()
                    || shared().advance(workspace.value(), known, next)) {
                return;
            }
        }
        throw new SigningRefused("other servers signed it " + MOST_TRIES + " times meanwhile");
    }

    private TreeHeads shared() {
        return keys.treeHeads();
    }
}
