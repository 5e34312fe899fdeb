package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.identity.Permissions;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonCommandsTest {

    private final TestServer server = TestServer.shared();
    private final Typed terminal = new Typed(server);
    private final Workspace workspace = server.newWorkspace();
    private final TestServer.Member owner = server.manager(workspace);
    private final TestServer.Member ada = server.person(workspace, "engineering:read,audit:read");

    @Test
    @Attack("reliability-44")
    void changesWhatALiveSessionMayDoFromItsNextRequestOn() {
        assertThat(status("/engineering")).isEqualTo(200);

        Said answer = permissions(ada.email(), "audit:read");

        assertThat(answer.exit()).isEqualTo(ExitCode.OK.number());
        assertThat(answer.out()).isEqualTo(ada.id() + "  audit:read\n");
        assertThat(newest()).isEqualTo("permissions.changed " + ada.id() + " permissions: audit:read");
        assertThat(status("/engineering")).isEqualTo(404);
        assertThat(status("/audit")).isEqualTo(200);
    }

    @Test
    @Attack("reliability-44")
    void endsAMembershipForTheLiveSessionToo() {
        Said answer = terminal.run("person", "remove", ada.email(), "--workspace", slug());

        assertThat(answer.exit()).isEqualTo(ExitCode.OK.number());
        assertThat(status("")).isEqualTo(404);
        assertThat(newest()).isEqualTo("person.removed " + ada.id() + " ");
    }

    @Test
    void refusesWhatWouldLeaveNobodyInChargeAndRecordsNothing() {
        String before = newest();

        assertThat(permissions(owner.email(), "audit:read").exit()).isEqualTo(ExitCode.CONFLICT.number());
        assertThat(terminal.run("person", "remove", owner.email(), "--workspace", slug())
                        .exit())
                .isEqualTo(ExitCode.CONFLICT.number());
        assertThat(newest()).isEqualTo(before);
        assertThat(permissions(owner.email(), Permissions.all().toString()).exit())
                .isEqualTo(ExitCode.OK.number());
    }

    @Test
    void tellsAnUnknownPersonFromAWrongKey() {
        String stranger = server.manager(server.newWorkspace()).email();

        for (String email : List.of(stranger, "nobody-at-all@example.com")) {
            assertThat(permissions(email, "audit:read").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        }
        assertThat(permissions(ada.email(), "audit:all").exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(permissions("no address", "audit:read").exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(status("/audit")).isEqualTo(200);
    }

    private Said permissions(String email, String list) {
        return terminal.run("person", "permissions", email, "--workspace", slug(), "--permissions", list);
    }

    private int status(String page) {
        return server.get("/w/" + slug() + page, ada.header()).statusCode();
    }

    private String slug() {
        return workspace.slug().value();
    }

    private String newest() {
        AuditEntry entry = server.bean(Workspaces.class)
                .within(workspace.id(), () -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 1))
                .getFirst();
        return entry.verb() + " " + entry.subject() + " " + entry.detail();
    }
}
