package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.PermissionTrials;
import dev.mullion.connectors.Tried;
import dev.mullion.identity.Declined;
import dev.mullion.identity.NotHere;
import dev.mullion.ingest.sync.ConnectionView;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.ingest.sync.Trials;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The permissions of a connection, as they were tried at its vendor. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/connections/{id}")
class TrialOperations {

    private final Connections connections;
    private final PermissionTrials kept;
    private final Manifests manifests;
    private final Trials trials;
    private final Syncs syncs;
    private final Replies replies;

    TrialOperations(
            Connections connections,
            PermissionTrials kept,
            Manifests manifests,
            Trials trials,
            Syncs syncs,
            Replies replies) {
        this.connections = connections;
        this.kept = kept;
        this.manifests = manifests;
        this.trials = trials;
        this.syncs = syncs;
        this.replies = replies;
    }

    /** One permission. */
    record TriedView(
            String permission,
            boolean asked,
            boolean needed,
            String outcome,
            @Nullable String why,
            @Nullable String said) {}

    /** All that were tried at one time; none where nobody asked yet. */
    record TableView(@Nullable Instant triedAt, List<TriedView> items) {}

    @Needs("settings:read")
    @GetMapping("/permissions")
    ResponseEntity<byte[]> permissions(@PathVariable String id, Call call) {
        return call.within(_ -> {
            Connection connection = find(id);
            return replies.ok(kept.of(connection.id())
                    .map(table -> view(manifests.of(connection), table))
                    .orElseGet(() -> new TableView(null, List.of())));
        });
    }

    /** It goes on after the answer. While one is under way there is no second. */
    @Needs("settings:manage")
    @Recorded(AuditAction.CONNECTION_TESTED)
    @PostMapping("/test")
    ResponseEntity<byte[]> test(@PathVariable String id, Call call) {
        return call.once(access -> {
            Connection connection = find(id);
            switch (trials.ask(access.workspace().id(), connection.id(), access.actor())) {
                case Trials.Asked.Begun _ -> {}
                case Trials.Asked.UnderWay _ -> throw new Declined("the permissions are being tried already");
                case Trials.Asked.Impossible impossible -> throw new Declined(impossible.why());
            }
            String table = call.path().replaceFirst("/test$", "/permissions");
            return replies.accepted(table, ConnectionView.of(connection, syncs.upkeep(connection)));
        });
    }

    private static TableView view(Manifest manifest, PermissionTrials.Table table) {
        return new TableView(
                table.at(),
                table.tried().stream().map(tried -> view(manifest, tried)).toList());
    }

    private static TriedView view(Manifest manifest, Tried tried) {
        Optional<Manifest.Scope> asked = manifest.asks().stream()
                .filter(scope -> scope.name().equals(tried.permission()))
                .findFirst();
        return new TriedView(
                tried.permission(),
                asked.isPresent(),
                asked.filter(scope -> scope.need() == Manifest.Need.NEEDED).isPresent(),
                tried.outcome().word(),
                asked.map(Manifest.Scope::why).orElse(null),
                tried.said());
    }

    private Connection find(String id) {
        return PathIds.connection(id).flatMap(connections::find).orElseThrow(NotHere::new);
    }
}
