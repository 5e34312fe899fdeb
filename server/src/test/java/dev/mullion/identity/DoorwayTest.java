package dev.mullion.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.limits.LimitSettings;
import dev.mullion.limits.LimitSettings.Limit;
import dev.mullion.limits.TooManyRequests;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorwayTest {

    private static final Permission READ = Permission.read(Domain.ENGINEERING);

    private static TestTenancy tenancy;
    private TestIdentity identity;
    private Workspace a;
    private Workspace b;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void twoWorkspaces() {
        identity = TestIdentity.on(tenancy);
        a = tenancy.newWorkspace();
        b = tenancy.newWorkspace();
        identity.member(a, Permissions.all());
        identity.member(b, Permissions.all());
    }

    @Test
    void runsTheWorkInsideTheDoorOfTheWorkspace() {
        PersonId person = identity.member(a, Permissions.of(READ));
        Caller caller = identity.caller(person);

        Access access = identity.doorway.within(slug(a), caller, READ, granted -> {
            assertThat(Workspaces.bound()).isEqualTo(a.id());
            return granted;
        });

        assertThat(access.workspace().id()).isEqualTo(a.id());
        assertThat(access.actor()).isEqualTo(Caller.actorOf(person));
    }

    @ParameterizedTest
    @EnumSource
    void asksForTheKeyOfTheDomain(Domain domain) {
        Caller reader = identity.caller(identity.member(a, Permissions.of(Permission.read(domain))));
        Caller manager = identity.caller(identity.member(a, Permissions.of(Permission.manage(domain))));

        for (Domain other : Domain.values()) {
            assertThat(enters(a, reader, Permission.read(other))).isEqualTo(other == domain);
            assertThat(enters(a, reader, Permission.manage(other))).isFalse();
            assertThat(enters(a, manager, Permission.read(other))).isEqualTo(other == domain);
            assertThat(enters(a, manager, Permission.manage(other))).isEqualTo(other == domain);
        }
    }

    @Test
    @Attack({"isolation-41", "isolation-42", "isolation-44"})
    void letsATokenIntoItsOwnWorkspaceOnly() {
        Caller token = identity.tokens
                .authenticate(identity.token(a, Permissions.all()).secret())
                .orElseThrow();

        assertThat(enters(a, token, READ)).isTrue();
        assertThat(enters(b, token, READ)).isFalse();
    }

    @Test
    @Attack("isolation-44")
    void letsAPersonIntoTheirOwnWorkspacesOnly() {
        Caller person = identity.caller(identity.member(a, Permissions.all()));

        assertThat(enters(a, person, READ)).isTrue();
        assertThat(enters(b, person, READ)).isFalse();
    }

    @Test
    @Attack("isolation-42")
    void refusesATokenThatNamesAnotherWorkspaceThanItsOwn() {
        TokenId token = identity.token(b, Permissions.all()).id();
        Caller forged = new Caller.TokenCaller(a.id(), token);

        assertThat(enters(a, forged, READ)).isFalse();
        assertThat(enters(b, forged, READ)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "no-such", "../x", "test-1/../test-2", "TEST-1", "xxxxx", "te\u0000st"})
    void findsNothingUnderAnyOtherName(String slug) {
        Caller person = identity.caller(identity.member(a, Permissions.all()));

        assertThatThrownBy(() -> identity.doorway.within(slug, person, Access::actor))
                .isInstanceOf(NotHere.class);
    }

    @Test
    @Attack({"isolation-43", "reliability-44"})
    void shutsOutARemovedMemberAtOnceOnEveryNode() {
        PersonId person = identity.member(a, Permissions.all());
        identity.people.add(b.id(), TestIdentity.someone(), Permissions.all(), Actor.OPERATOR);
        Caller caller = identity.caller(person);
        TestIdentity elsewhere = identity.anotherNode();
        assertThat(enters(a, caller, READ)).isTrue();

        elsewhere.people.remove(a.id(), person, Actor.OPERATOR);

        assertThat(enters(a, caller, READ)).isFalse();
        assertThatThrownBy(() -> elsewhere.doorway.within(slug(a), caller, Access::actor))
                .isInstanceOf(NotHere.class);
    }

    @Test
    @Attack("isolation-43")
    void holdsWhenOnlyTheRouteIsLeftOfAMembership() {
        PersonId person = identity.member(a, Permissions.all());
        Caller caller = identity.caller(person);
        tenancy.workspaces.within(a.id(), () -> identity.memberships.leave(person));
        tenancy.global
                .sql("insert into membership_route (person_id, workspace_id) values (:person, :workspace)")
                .param("person", person.value())
                .param("workspace", a.id().value())
                .update();

        assertThat(enters(a, caller, READ)).isFalse();
    }

    @Test
    void changesPermissionsFromTheNextRequestOn() {
        PersonId person = identity.member(a, Permissions.all());
        Caller caller = identity.caller(person);

        identity.people.changePermissions(
                a.id(), person, Permissions.of(Permission.read(Domain.FINANCE)), Actor.OPERATOR);

        assertThat(enters(a, caller, READ)).isFalse();
        assertThat(enters(a, caller, Permission.read(Domain.FINANCE))).isTrue();
        assertThat(identity.recorded(a)).contains("permissions.changed " + person);
    }

    @Test
    void hidesASuspendedWorkspaceFromItsMembers() {
        Caller caller = identity.caller(identity.member(a, Permissions.all()));
        tenancy.workspaces.suspend(a.id());

        assertThat(enters(a, caller, READ)).isFalse();
    }

    @Test
    @Attack({"isolation-54", "reliability-40"})
    void limitsAWorkspaceWithoutLettingStrangersUseItsShare() {
        LimitSettings standard = LimitSettings.standard();
        TestIdentity limited = new TestIdentity(
                tenancy,
                new LimitSettings(
                        standard.credential(),
                        Limit.perSecond(1, 2),
                        standard.stranger(),
                        standard.link(),
                        standard.hook()));
        Caller member = limited.caller(limited.member(a, Permissions.all()));
        Caller other = limited.caller(limited.member(b, Permissions.all()));

        for (int attempt = 0; attempt < 10; attempt++) {
            assertThatThrownBy(() -> limited.doorway.within(slug(a), other, Access::actor))
                    .isInstanceOf(NotHere.class);
        }
        limited.doorway.within(slug(a), member, Access::actor);
        limited.doorway.within(slug(a), member, Access::actor);
        assertThatThrownBy(() -> limited.doorway.within(slug(a), member, Access::actor))
                .isInstanceOf(TooManyRequests.class);
        limited.doorway.within(slug(b), other, Access::actor);

        limited.clock.advance(Duration.ofSeconds(1));
        limited.doorway.within(slug(a), member, Access::actor);
    }

    private boolean enters(Workspace workspace, Caller caller, Permission needed) {
        try {
            return identity.doorway.within(slug(workspace), caller, needed, _ -> true);
        } catch (NotHere refused) {
            return false;
        }
    }

    private static String slug(Workspace workspace) {
        return workspace.slug().value();
    }
}
