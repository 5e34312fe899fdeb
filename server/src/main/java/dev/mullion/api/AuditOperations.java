package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.api.Seals.Listing;
import dev.mullion.audit.AuditTrail;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happened in the workspace, newest first. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/audit")
class AuditOperations {

    private static final Listing LISTING = new Listing("audit", "");

    private final AuditTrail trail;
    private final Seals seals;
    private final Replies replies;

    AuditOperations(AuditTrail trail, Seals seals, Replies replies) {
        this.trail = trail;
        this.seals = seals;
        this.replies = replies;
    }

    record EventView(
            String id, Instant at, String action, String actorKind, String actor, String subject, String detail) {

        static EventView of(AuditTrail.Entry entry) {
            return new EventView(
                    "evt_" + entry.id(),
                    entry.at(),
                    entry.action(),
                    entry.actor().kind().word(),
                    entry.actor().name(),
                    entry.subject(),
                    entry.detail());
        }
    }

    @Needs(
            value = "audit:read",
            query = {"limit", "cursor"})
    @GetMapping
    ResponseEntity<byte[]> newest(Call call) {
        int limit = call.query().limit();
        return call.within(_ -> {
            String place = seals.open(LISTING, call.query().cursor());
            UUID before = place == null ? null : UUID.fromString(place);
            List<AuditTrail.Entry> found = trail.newest(before, limit + 1);
            return replies.page(
                    call, LISTING, Found.of(found, limit, last -> last.id().toString()), EventView::of);
        });
    }
}
