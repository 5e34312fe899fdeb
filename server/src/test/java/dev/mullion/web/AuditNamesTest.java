package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The log says what people call a thing, and keeps its id beside it. */
class AuditNamesTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final ConnectionId connection = server.endpoint(workspace).id();

    @Test
    void aConnectionIsCalledByItsVendorAndItsLabel() {
        String label = called(workspace, connection);
        record(AuditAction.CONNECTION_CHANGED, connection.toString());
        record(AuditAction.SECRET_USED, connection.value() + ".webhook-secret");

        Document log = log();

        assertThat(log.select("li .sentence[title=" + connection + "]").eachText())
                .anyMatch(text -> text.contains("changed the connection GitHub, " + label));
        assertThat(log.text()).contains("used the secret webhook-secret of GitHub, " + label);
        assertThat(log.select("li .sentence").text())
                .doesNotContain(connection.value().toString());
    }

    @Test
    void whatIsAnotherWorkspacesOrNobodysKeepsItsId() {
        Workspace other = server.newWorkspace();
        ConnectionId theirs = server.endpoint(other).id();
        String gone = "con_" + new UUID(0, 1);
        record(AuditAction.CONNECTION_CHANGED, theirs.toString());
        record(AuditAction.CONNECTION_CHANGED, gone);

        String log = log().text();

        assertThat(log)
                .contains("changed the connection " + theirs, "changed the connection " + gone)
                .doesNotContain(called(other, theirs));
    }

    private void record(AuditAction action, String subject) {
        server.bean(Workspaces.class).within(workspace.id(), () -> {
            server.bean(AuditTrail.class).record(new AuditEvent(action, Actor.OPERATOR, subject, "of a test"));
            return true;
        });
    }

    private String called(Workspace in, ConnectionId id) {
        return server.bean(Workspaces.class)
                .within(in.id(), () -> server.bean(Connections.class).find(id).orElseThrow())
                .label();
    }

    private Document log() {
        return Jsoup.parse(server.get(
                        "/w/" + workspace.slug() + "/audit",
                        server.manager(workspace).header())
                .body());
    }
}
