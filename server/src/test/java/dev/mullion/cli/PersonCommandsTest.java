package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.identity.Forgetting;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.PersonId;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
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

    @Test
    @Attack("audit-34")
    void erasesAMemberWithNameAddressAndWhatTheLogTold() {
        Said answer = erase(ada.email());

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out()).isEqualTo(ada.id() + "\n");
        assertThat(status("")).isEqualTo(404);
        assertThat(stored(ada.id())).isEqualTo("none none");
        assertThat(told(ada.id())).isEmpty();
        assertThat(newest()).isEqualTo("person.erased " + ada.id() + " ");
        assertThat(stored(owner.id())).contains(owner.email());
    }

    /** Who asks for it later, and who asks again. */
    @Test
    @Attack("audit-34")
    void erasesWhoWasRemovedBeforeAsOftenAsAsked() {
        terminal.run("person", "remove", ada.email(), "--workspace", slug());
        assertThat(stored(ada.id())).contains(ada.email());

        for (int time = 0; time < 2; time++) {
            Said answer = erase(ada.email());

            assertThat(answer.exit()).as(answer.err()).isZero();
            assertThat(stored(ada.id())).isEqualTo("none none");
            assertThat(told(ada.id())).isEmpty();
        }
    }

    @Test
    void whoWasErasedIsAddedAgainLikeANewOne() {
        erase(ada.email());

        Said added = terminal.run(
                "person", "add", ada.email(), "--workspace", slug(), "--permissions", "audit:read", "--name", "Ada");

        assertThat(added.exit()).as(added.err()).isZero();
        assertThat(stored(ada.id())).isEqualTo(ada.email() + " Ada");
        assertThat(status("/audit")).isEqualTo(200);
    }

    @Test
    void erasesNobodyWhoNeverWasHereNorTheLastInCharge() {
        String stranger = server.manager(server.newWorkspace()).email();
        String before = newest();

        assertThat(erase(stranger).exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(erase("nobody-at-all@example.com").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(erase(owner.email()).exit()).isEqualTo(ExitCode.CONFLICT.number());
        assertThat(newest()).isEqualTo(before);
        assertThat(stored(owner.id())).contains(owner.email());
    }

    /** What fails at its end leaves the membership, the name and the log as they were. */
    @Test
    void erasesAllOfThemOrNothing() {
        var forgetting = server.bean(Forgetting.class);

        assertThatThrownBy(() -> server.bean(Workspaces.class).within(workspace.id(), () -> {
                    forgetting.forget(workspace.id(), ada.id(), Actor.OPERATOR);
                    Workspaces.beforeCommit(() -> {
                        throw new IllegalStateException("of a test");
                    });
                    return true;
                }))
                .hasMessage("of a test");

        assertThat(stored(ada.id())).contains(ada.email());
        assertThat(status("/audit")).isEqualTo(200);
        assertThat(told(ada.id())).isNotEmpty();
    }

    private Said erase(String email) {
        return terminal.run("person", "erase", email, "--workspace", slug());
    }

    private String stored(PersonId person) {
        return server.bean(Workspaces.class)
                .within(
                        workspace.id(),
                        () -> server.bean(TenantSql.class)
                                .sql("""
                                        select coalesce(email, 'none') || ' ' || coalesce(name, 'none') as told
                                          from member
                                         where workspace_id = :workspace
                                           and person_id = :person
                                        """)
                                .param("person", person.value())
                                .query((row, _) -> row.getString("told"))
                                .single());
    }

    /** The details of what the person did or what was done about them, but for the erasing itself. */
    private List<AuditEntry> told(PersonId person) {
        return server
                .bean(Workspaces.class)
                .within(workspace.id(), () -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 200))
                .stream()
                .filter(entry -> entry.subject().equals(person.toString())
                        || entry.actor().name().equals(person.toString()))
                .filter(entry -> !entry.erased() && !entry.verb().equals("person.erased"))
                .toList();
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
