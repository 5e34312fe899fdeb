package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.api.Seals.Listing;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.identity.Declined;
import dev.mullion.identity.NotHere;
import dev.mullion.ingest.sync.RunView;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.SyncRuns;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.ingest.sync.Syncs.Stopping;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is read of a connection at its vendor: the record of runs, and one more of them. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/connections/{id}")
class SyncOperations {

    private final Connections connections;
    private final Syncs syncs;
    private final SyncRuns runs;
    private final Seals seals;
    private final Replies replies;

    SyncOperations(Connections connections, Syncs syncs, SyncRuns runs, Seals seals, Replies replies) {
        this.connections = connections;
        this.syncs = syncs;
        this.runs = runs;
        this.seals = seals;
        this.replies = replies;
    }

    @Needs(
            value = "settings:read",
            query = {"limit", "cursor"})
    @GetMapping("/runs")
    ResponseEntity<byte[]> runs(@PathVariable String id, Call call) {
        int limit = call.query().limit();
        return call.within(_ -> {
            Listing listing = new Listing("runs of " + id, call.query().filter());
            SyncRuns.Cursor after = cursor(seals.open(listing, call.query().cursor()));
            List<SyncRun> found = runs.newest(find(id), after, limit + 1);
            return replies.page(call, listing, Found.of(found, limit, SyncOperations::place), RunView::of);
        });
    }

    @Needs("settings:read")
    @GetMapping("/runs/{run}")
    ResponseEntity<byte[]> run(@PathVariable String id, @PathVariable String run, Call call) {
        return call.within(_ -> {
            ConnectionId connection = find(id);
            return replies.ok(PathIds.run(run)
                    .flatMap(named -> runs.find(connection, named))
                    .map(RunView::of)
                    .orElseThrow(NotHere::new));
        });
    }

    /** It goes on after the answer. While one is under way there is no second. */
    @Needs("settings:manage")
    @Recorded(AuditAction.SYNC_ASKED)
    @PostMapping("/sync")
    ResponseEntity<byte[]> sync(@PathVariable String id, Call call) {
        return call.once(access -> {
            ConnectionId connection = find(id);
            return begun(call, connection, syncs.ask(access.workspace().id(), connection, access.actor()));
        });
    }

    /** Everything is read again, the latest first. While it is under way there is no second. */
    @Needs("settings:manage")
    @Recorded(AuditAction.BACKFILL_ASKED)
    @PostMapping("/backfill")
    ResponseEntity<byte[]> backfill(@PathVariable String id, Call call) {
        return call.once(access -> {
            ConnectionId connection = find(id);
            return begun(call, connection, syncs.backfill(access.workspace().id(), connection, access.actor()));
        });
    }

    /** It ends with the page that it reads. Once more changes nothing; one that is over is refused. */
    @Needs("settings:manage")
    @Recorded(value = AuditAction.SYNC_STOP_ASKED, unless = Recorded.STANDS)
    @PostMapping("/runs/{run}/stop")
    ResponseEntity<byte[]> stop(@PathVariable String id, @PathVariable String run, Call call) {
        return call.once(access -> {
            ConnectionId connection = find(id);
            UUID named = PathIds.run(run).orElseThrow(NotHere::new);
            return switch (syncs.stop(access.workspace().id(), connection, named, access.actor())) {
                case Stopping.Asked asked ->
                    replies.accepted(call.path().replaceFirst("/stop$", ""), RunView.of(asked.run()));
                case Stopping.Over over ->
                    throw new Declined("this run is over already: it ended as "
                            + over.run().state().word() + " at " + over.run().endedAt());
                case Stopping.Unknown _ -> throw new NotHere();
            };
        });
    }

    private ResponseEntity<byte[]> begun(Call call, ConnectionId connection, Asked asked) {
        return switch (asked) {
            case Asked.Begun begun -> {
                RunView run = RunView.of(runs.find(connection, begun.run()).orElseThrow());
                yield replies.accepted(call.path().replaceFirst("[^/]+$", "runs/" + run.id()), run);
            }
            case Asked.UnderWay _ -> throw new Declined("a run or a backfill of this connection is under way already");
            case Asked.Impossible impossible -> throw new Declined(impossible.why());
        };
    }

    private ConnectionId find(String id) {
        return PathIds.connection(id)
                .filter(known -> connections.find(known).isPresent())
                .orElseThrow(NotHere::new);
    }

    private static String place(SyncRun last) {
        return last.startedAt() + " " + last.id();
    }

    private static SyncRuns.@Nullable Cursor cursor(@Nullable String place) {
        if (place == null) {
            return null;
        }
        int blank = place.indexOf(' ');
        return new SyncRuns.Cursor(
                Instant.parse(place.substring(0, blank)), UUID.fromString(place.substring(blank + 1)));
    }
}
