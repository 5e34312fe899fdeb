package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An export that cannot be written whole, as who asked for it sees it. */
class BrokenOffTest {

    private static final TestServer SERVER = TestServer.shared();

    private final Workspace workspace = SERVER.newWorkspace();
    private final String token = SERVER.token(workspace, "audit:read");

    @Test
    void anExportThatFailsHalfWayIsCutSoThatAPartIsNotTakenForTheWhole() {
        TestServer.Member manager = SERVER.manager(workspace);
        record(1_200);
        lose(1_010); // in a page that follows, and behind what is hashed to sign

        assertThatThrownBy(this::export).rootCause().isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SERVER.get("/w/" + workspace.slug() + "/audit/export?format=bundle", manager.header()))
                .as("from the page")
                .rootCause()
                .isInstanceOf(IOException.class);
    }

    @Test
    void anExportThatFailsBeforeItsFirstByteIsAnsweredAsAnyOther() {
        record(20);
        lose(9);

        HttpResponse<String> answer = export();

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("req_").doesNotContain("mullion-audit-bundle");
    }

    private HttpResponse<String> export() {
        return SERVER.get(
                "/api/v1/workspaces/" + workspace.slug() + "/audit/export?format=bundle",
                "Authorization",
                "Bearer " + token);
    }

    private void record(int events) {
        SERVER.bean(Workspaces.class).within(workspace.id(), () -> {
            IntStream.range(0, events)
                    .forEach(number -> SERVER.bean(AuditTrail.class)
                            .record(new AuditEvent(
                                    AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "number " + number)));
            return true;
        });
        SERVER.bean(Checkpoints.class).sign(workspace.id());
    }

    private void lose(long index) {
        SERVER.asAdministrator("set session_replication_role = replica; delete from mullion.audit_entry"
                + " where index = " + index + " and workspace_id = '"
                + workspace.id().value() + "'");
    }
}
