package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.NameSwitch;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.identity.Access;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.ingest.sync.Syncs.Stopping;
import dev.mullion.ingest.sync.Unread;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a person with {@code settings:manage} may change about a connection. */
@Controller
class ConnectionChanges {

    static final Permission MANAGE = Permission.manage(Domain.SETTINGS);

    private final Doorway doorway;
    private final Connections connections;
    private final Consents consents;
    private final NameSwitch names;
    private final Syncs syncs;
    private final Unread unread;

    ConnectionChanges(
            Doorway doorway, Connections connections, Consents consents, NameSwitch names, Syncs syncs, Unread unread) {
        this.doorway = doorway;
        this.connections = connections;
        this.consents = consents;
        this.names = names;
        this.syncs = syncs;
        this.unread = unread;
    }

    /** What is done about one connection inside the door; where that is seen, from the connection on. */
    private interface Change {
        String to(Connection connection, Access access);
    }

    /** Off purges in the same transaction: when the answer comes, no label that came by this connection is there. */
    @Recorded(AuditAction.CONNECTION_CHANGED)
    @PostMapping("/w/{slug}/integrations/{connection}/labels")
    void labels(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            @RequestParam("labels") String wanted,
            Caller caller,
            HttpServletResponse response) {
        boolean on = switch (wanted) {
            case "on" -> true;
            case "off" -> false;
            default -> throw UnfitParameter.oneOf("labels", List.of("on", "off"));
        };
        change(slug, connection, caller, response, (found, access) -> {
            names.turn(found, on, access.actor());
            return on ? "?done=labels-on" : "?done=labels-off";
        });
    }

    /** Leads to the run, where it is seen how it goes. */
    @Recorded(value = AuditAction.SYNC_ASKED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/integrations/{connection}/sync")
    void sync(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            Caller caller,
            HttpServletResponse response) {
        change(slug, connection, caller, response, (found, access) -> switch (syncs.ask(
                access.workspace().id(), found.id(), access.actor())) {
            case Asked.Begun begun -> "/runs/run_" + begun.run() + "?done=sync-begun";
            case Asked.UnderWay _ -> "?done=sync-under-way";
            case Asked.Impossible _ -> "?done=sync-impossible";
        });
    }

    /** Leads to the run, where it is seen how it goes. */
    @Recorded(value = AuditAction.BACKFILL_ASKED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/integrations/{connection}/backfill")
    void backfill(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            Caller caller,
            HttpServletResponse response) {
        change(slug, connection, caller, response, (found, access) -> switch (syncs.backfill(
                access.workspace().id(), found.id(), access.actor())) {
            case Asked.Begun begun -> "/runs/run_" + begun.run() + "?done=backfill-begun";
            case Asked.UnderWay _ -> "?done=sync-under-way";
            case Asked.Impossible _ -> "?done=sync-impossible";
        });
    }

    /** Leads back to the run, where it is seen that it ends. */
    @Recorded(value = AuditAction.SYNC_STOP_ASKED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/integrations/{connection}/runs/{run}/stop")
    void stop(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            @PathVariable("run") String run,
            Caller caller,
            HttpServletResponse response) {
        change(slug, connection, caller, response, (found, access) -> {
            UUID id = RunPages.named(run);
            return "/runs/run_" + id
                    + switch (syncs.stop(access.workspace().id(), found.id(), id, access.actor())) {
                        case Stopping.Asked _ -> "?done=stop-asked";
                        case Stopping.Over _ -> "?done=run-over";
                        case Stopping.Unknown _ -> throw new NotHere();
                    };
        });
    }

    @Recorded(value = AuditAction.CONNECTION_CHANGED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/integrations/{connection}/disconnect")
    void disconnect(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            Caller caller,
            HttpServletResponse response) {
        change(slug, connection, caller, response, (found, access) -> {
            consents.disconnect(found, access.actor());
            return "?done=disconnected";
        });
    }

    /** Only where it is offered: nothing rests on it. */
    @Recorded(AuditAction.CONNECTION_REMOVED)
    @PostMapping("/w/{slug}/integrations/{connection}/remove")
    void remove(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            Caller caller,
            HttpServletResponse response) {
        String all = doorway.within(slug, caller, MANAGE, access -> {
            Connection found = connections
                    .find(IntegrationPages.named(connection))
                    .filter(unread::is)
                    .orElseThrow(NotHere::new);
            unread.remove(found, access.actor());
            return "/w/" + access.workspace().slug() + "/integrations";
        });
        response.setHeader("Location", all + "?done=removed");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    private void change(String slug, String connection, Caller caller, HttpServletResponse response, Change change) {
        String done = doorway.within(slug, caller, MANAGE, access -> {
            Connection found =
                    connections.find(IntegrationPages.named(connection)).orElseThrow(NotHere::new);
            return "/w/" + access.workspace().slug() + "/integrations/" + found.id() + change.to(found, access);
        });
        response.setHeader("Location", done);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }
}
