package dev.mullion.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Single proofs (docs/audit-format.md, "A proof"): that an event stands at its place in a signed log. */
@Component
public class Proofs {

    private static final int MOST_REMEMBERED = 1_000;
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Workspaces workspaces;
    private final Checkpoints checkpoints;
    private final CheckpointKeys keys;
    private final StoredEvents events;
    private final Tiles tiles;

    /** A checkpoint says the same for ever: one of a moment ago proves as much as the newest. */
    private final Cache<WorkspaceId, Signed> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    Proofs(Workspaces workspaces, Checkpoints checkpoints, CheckpointKeys keys, StoredEvents events, Tiles tiles) {
        this.workspaces = workspaces;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.events = events;
        this.tiles = tiles;
    }

    /**
     * Under the newest checkpoint, or one of the last ten seconds; signed now if the event is younger than that. Empty
     * where there is no such event.
     */
    public Optional<String> of(WorkspaceId workspace, long index) {
        return workspaces.within(workspace, () -> signed(index)).or(() -> {
            boolean isThere = workspaces.within(workspace, () -> index >= 0 && index < checkpoints.size());
            if (!isThere) {
                return Optional.empty();
            }
            checkpoints.sign(workspace);
            return workspaces.within(workspace, () -> signed(index));
        });
    }

    /** A checkpoint, and the key that it is verified with. */
    private record Signed(Checkpoint checkpoint, String verifierKey) {

        boolean covers(long index) {
            return index < checkpoint.size();
        }
    }

    private Optional<String> signed(long index) {
        if (index < 0) {
            return Optional.empty();
        }
        return checkpoint(index)
                .filter(signed -> signed.covers(index))
                .flatMap(signed -> events.find(index).map(event -> text(event, signed)));
    }

    private Optional<Signed> checkpoint(long index) {
        Signed known = remembered.getIfPresent(Workspaces.bound());
        if (known != null && known.covers(index)) {
            return Optional.of(known);
        }
        Optional<Signed> newest = checkpoints
                .newest()
                .flatMap(checkpoint ->
                        keys.signerOf(checkpoint.size()).map(key -> new Signed(checkpoint, key.verifierKey())));
        newest.ifPresent(signed -> remembered.put(Workspaces.bound(), signed));
        return newest;
    }

    private String text(StoredEvent event, Signed signed) {
        Checkpoint checkpoint = signed.checkpoint();
        StringBuilder proof = new StringBuilder("mullion-audit-proof/1\nkey ")
                .append(signed.verifierKey())
                .append('\n')
                .append(event.line())
                .append("proof\nc2sp.org/tlog-proof@v1\nindex ")
                .append(event.index())
                .append('\n');
        tiles.tree(checkpoint.size())
                .inclusion(event.index(), checkpoint.size())
                .forEach(hash ->
                        proof.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return proof.append('\n').append(checkpoint.note()).toString();
    }
}
