package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.connectors.consent.LinkedConnectors;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Declined;
import dev.mullion.identity.NotHere;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Links by which owners of accounts at vendors connect them, without being known here. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/connect-links")
class ConnectLinkOperations {

    private final ConnectLinks links;
    private final Consents consents;
    private final LinkedConnectors connectors;
    private final Replies replies;

    ConnectLinkOperations(ConnectLinks links, Consents consents, LinkedConnectors connectors, Replies replies) {
        this.links = links;
        this.consents = consents;
        this.connectors = connectors;
        this.replies = replies;
    }

    /** One that works, without its address. */
    record ConnectLinkView(String id, String connector, String madeBy, Instant expiresAt) {

        static ConnectLinkView of(ConnectLinks.Open link) {
            return new ConnectLinkView(link.id().toString(), link.connector(), link.madeBy(), link.expiresAt());
        }
    }

    /** All that work, at most 20. */
    record OpenView(List<ConnectLinkView> items) {}

    /** A new one; its address is in no other answer. */
    record MadeView(String id, String connector, Instant expiresAt, String url) {

        static MadeView of(ConnectLinks.Made made) {
            return new MadeView(
                    made.id().toString(),
                    made.connector(),
                    made.link().expiresAt(),
                    made.link().address().toString());
        }

        @Override
        public String toString() {
            return "[redacted link " + id + "]";
        }
    }

    @Needs("settings:manage")
    @GetMapping
    ResponseEntity<byte[]> open(Call call) {
        return call.within(_ -> replies.ok(
                new OpenView(links.open().stream().map(ConnectLinkView::of).toList())));
    }

    @Needs("settings:manage")
    @Recorded(AuditAction.CONNECT_LINK_MADE)
    @PostMapping
    ResponseEntity<byte[]> make(Call call) {
        Body body = call.body("connector");
        String connector = body.word("connector", connectors.names());
        return call.once(access -> {
            consents.flow(connector).flatMap(CodeFlow::missing).ifPresent(missing -> {
                throw new Declined("the person who runs this installation has to set " + missing + " first");
            });
            ConnectLinks.Made made = links.make(connector, access.actor());
            return replies.createdWithSecret(call.path() + "/" + made.id(), MadeView.of(made));
        });
    }

    /** It works no more from then on. */
    @Needs("settings:manage")
    @Recorded(AuditAction.CONNECT_LINK_WITHDRAWN)
    @DeleteMapping("/{id}")
    ResponseEntity<Void> withdraw(@PathVariable String id, Call call) {
        return call.within(access -> {
            links.withdraw(PathIds.connectLink(id).orElseThrow(NotHere::new), access.actor());
            return ResponseEntity.noContent().build();
        });
    }
}
