package dev.mullion.audit;

import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Single proofs (docs/audit-format.md, "A proof"): that an event stands at its place in a signed log. */
@Component
public class Proofs {

    private final Workspaces workspaces;
    private final Checkpoints checkpoints;
    private final CheckpointKeys keys;
    private final StoredEvents events;
    private final Tiles tiles;

    Proofs(Workspaces workspaces, Checkpoints checkpoints, CheckpointKeys keys, StoredEvents events, Tiles tiles) {
        this.workspaces = workspaces;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.events = events;
        this.tiles = tiles;
    }

    /**
     * Under the newest checkpoint, signed now if the event is younger than that; empty where there is no such event.
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

    private Optional<String> signed(long index) {
        return checkpoints
                .newest()
                .filter(newest -> index >= 0 && index < newest.size())
                .flatMap(newest -> events.find(index).map(event -> text(event, newest)));
    }

    private String text(StoredEvent event, Checkpoint checkpoint) {
        StringBuilder proof = new StringBuilder("mullion-audit-proof/1\nkey ")
                .append(keys.signerOf(checkpoint.size()).verifierKey())
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
