package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.api.Seals.Listing;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Checkpoint;
import dev.mullion.audit.Checkpoints;
import dev.mullion.audit.Readers;
import dev.mullion.audit.Recorded;
import dev.mullion.identity.Access;
import dev.mullion.identity.NotHere;
import dev.mullion.tenancy.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happened in the workspace, newest first, and the proof of it. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/audit")
class AuditOperations {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final AuditTrail trail;
    private final Checkpoints checkpoints;
    private final Readers readers;
    private final Seals seals;
    private final Replies replies;

    AuditOperations(AuditTrail trail, Checkpoints checkpoints, Readers readers, Seals seals, Replies replies) {
        this.trail = trail;
        this.checkpoints = checkpoints;
        this.readers = readers;
        this.seals = seals;
        this.replies = replies;
    }

    record EventView(
            String id,
            Instant at,
            String action,
            String actorKind,
            String actor,
            String object,
            String subject,
            String outcome,
            String detail,
            boolean erased) {

        static EventView of(AuditEntry entry) {
            return new EventView(
                    entry.id(),
                    entry.at(),
                    entry.verb(),
                    entry.actor().kind().word(),
                    entry.actor().name(),
                    entry.object(),
                    entry.subject(),
                    entry.outcome(),
                    entry.detail(),
                    entry.erased());
        }
    }

    @Needs(
            value = "audit:read",
            query = {"limit", "cursor", "verb", "actor", "from", "until"})
    @Recorded(value = AuditAction.AUDIT_READ, unless = Readers.TOLD)
    @GetMapping
    ResponseEntity<byte[]> newest(Call call) {
        Query query = call.query();
        int limit = query.limit();
        AuditFilter filter = filter(query);
        Listing listing = new Listing("audit", query.filter());
        return call.within(access -> {
            String place = seals.open(listing, query.cursor());
            Long before = place == null ? null : Long.valueOf(place);
            List<AuditEntry> found = trail.newest(filter.before(before), limit + 1);
            readers.read(access.actor());
            return replies.page(
                    call, listing, Found.of(found, limit, last -> Long.toString(last.index())), EventView::of);
        });
    }

    @Needs("audit:read")
    @Recorded(value = AuditAction.AUDIT_READ, unless = Readers.TOLD)
    @GetMapping("/events/{id}")
    ResponseEntity<byte[]> one(@PathVariable String id, Call call) {
        return call.within(access -> {
            AuditEntry entry = PathIds.event(id).flatMap(trail::find).orElseThrow(NotHere::new);
            readers.read(access.actor());
            return replies.ok(EventView.of(entry));
        });
    }

    /** A file for {@code bin/mullion audit verify}: the event, its audit path and the signed checkpoint. */
    @Needs("audit:read")
    @Recorded(AuditAction.PROOF_TAKEN)
    @GetMapping("/events/{id}/proof")
    ResponseEntity<byte[]> proof(@PathVariable String id, Call call) {
        Access access = call.within(granted -> granted);
        return text(PathIds.event(id)
                .flatMap(index -> readers.proof(access.workspace().id(), index, access.actor()))
                .orElseThrow(NotHere::new));
    }

    /** The newest signed state of the log, as a signed note. */
    @Needs("audit:read")
    @Recorded(value = AuditAction.AUDIT_READ, unless = Readers.TOLD)
    @GetMapping("/checkpoint")
    ResponseEntity<byte[]> checkpoint(Call call) {
        WorkspaceId workspace = call.within(access -> {
            readers.read(access.actor());
            return access.workspace().id();
        });
        return text(checkpoints.sign(workspace).map(Checkpoint::note).orElseThrow(NotHere::new));
    }

    static AuditFilter filter(Query query) {
        return new AuditFilter(
                null,
                query.verb(),
                query.matching(
                        "actor", "[a-z-]{1,32}:[A-Za-z0-9._-]{1,128}", "a kind and an id, such as person:per_..."),
                query.instant("from"),
                query.instant("until"));
    }

    private static ResponseEntity<byte[]> text(String text) {
        return ResponseEntity.ok().contentType(TEXT).body(text.getBytes(StandardCharsets.UTF_8));
    }
}
