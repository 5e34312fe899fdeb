package dev.mullion.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeopleTest {

    private static final Permissions READS = Permissions.of(Permission.read(Domain.ENGINEERING));

    private static TestTenancy tenancy;
    private TestIdentity identity;
    private Workspace a;
    private PersonId owner;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void aWorkspaceWithAnOwner() {
        identity = TestIdentity.on(tenancy);
        a = tenancy.newWorkspace();
        owner = identity.member(a, Permissions.all());
    }

    @Test
    void listsTheMembersOfTheBoundWorkspaceOnly() {
        Profile profile = TestIdentity.someone();
        identity.member(tenancy.newWorkspace(), READS);
        PersonId second = identity.people.add(a.id(), profile, READS, Actor.OPERATOR);

        List<Members.Member> members = tenancy.workspaces.within(a.id(), () -> identity.members.list());

        assertThat(members).extracting(Members.Member::person).containsExactlyInAnyOrder(owner, second);
        assertThat(members).extracting(Members.Member::profile).contains(profile);
    }

    @Test
    void refusesToAddAMemberTwiceAndTakesARemovedOneBack() {
        Profile profile = TestIdentity.someone();
        PersonId person = identity.people.add(a.id(), profile, READS, Actor.OPERATOR);
        assertThatThrownBy(() -> identity.people.add(a.id(), profile, Permissions.all(), Actor.OPERATOR))
                .isInstanceOf(Declined.class);
        assertThat(permissions(person)).isEqualTo(READS);

        identity.people.remove(a.id(), person, Actor.OPERATOR);
        assertThat(identity.members.workspacesOf(person)).isEmpty();
        PersonId again = identity.people.add(a.id(), profile, Permissions.none(), Actor.OPERATOR);

        assertThat(again).isEqualTo(person);
        assertThat(permissions(person)).isEqualTo(Permissions.none());
        assertThat(identity.members.workspacesOf(person)).hasSize(1);
    }

    @Test
    @Attack("isolation-41")
    void knowsNoMemberOfAnotherWorkspace() {
        PersonId elsewhere = identity.member(tenancy.newWorkspace(), Permissions.all());

        assertThatThrownBy(() -> identity.people.remove(a.id(), elsewhere, Actor.OPERATOR))
                .isInstanceOf(NotHere.class);
        assertThatThrownBy(() -> identity.people.changePermissions(a.id(), elsewhere, READS, Actor.OPERATOR))
                .isInstanceOf(NotHere.class);
        assertThat(identity.members.workspacesOf(elsewhere)).hasSize(1);
    }

    @Test
    void keepsTheLastOneInCharge() {
        identity.member(a, READS);

        assertThatThrownBy(() -> identity.people.remove(a.id(), owner, Actor.OPERATOR))
                .isInstanceOf(Declined.class)
                .hasMessageContaining("settings:manage");
        assertThatThrownBy(() -> identity.people.changePermissions(a.id(), owner, READS, Actor.OPERATOR))
                .isInstanceOf(Declined.class);
        assertThat(permissions(owner)).isEqualTo(Permissions.all());
    }

    @Test
    @Attack("reliability-43")
    void keepsOneInChargeWhenTwoRemoveEachOther() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            Workspace workspace = tenancy.newWorkspace();
            PersonId one = identity.member(workspace, Permissions.all());
            PersonId two = identity.member(workspace, Permissions.all());

            List<Callable<Boolean>> both = List.of(() -> removes(workspace, one), () -> removes(workspace, two));
            try (var threads = Executors.newFixedThreadPool(2)) {
                threads.invokeAll(both);
            }

            assertThat(tenancy.workspaces.within(workspace.id(), () -> identity.members.list()))
                    .hasSize(1);
        }
    }

    @Test
    void takesTokensBackThatReachFurtherThanTheirMaker() {
        PersonId maker = identity.member(a, Permissions.parse("engineering:manage,risk:read"));
        Access access = identity.doorway.within(a.slug().value(), identity.caller(maker), granted -> granted);
        TokenId strong = make(access, "engineering:manage");
        TokenId weak = make(access, "engineering:read");
        TokenId others = identity.token(a, Permissions.all()).id();

        identity.people.changePermissions(a.id(), maker, READS, Actor.OPERATOR);
        assertThat(tokens()).containsExactlyInAnyOrder(weak, others).doesNotContain(strong);

        identity.people.remove(a.id(), maker, Actor.OPERATOR);
        assertThat(tokens()).containsExactly(others);
    }

    @Test
    void recordsNothingOfWhatDidNotHappen() {
        List<String> before = identity.recorded(a);

        assertThatThrownBy(() -> identity.people.remove(a.id(), owner, Actor.OPERATOR))
                .isInstanceOf(Declined.class);

        assertThat(identity.recorded(a)).isEqualTo(before);
    }

    private boolean removes(Workspace workspace, PersonId person) {
        try {
            identity.people.remove(workspace.id(), person, Actor.OPERATOR);
            return true;
        } catch (Declined lastOne) {
            return false;
        }
    }

    private Permissions permissions(PersonId person) {
        return tenancy.workspaces.within(
                a.id(), () -> identity.members.permissionsOf(person).orElseThrow());
    }

    private TokenId make(Access access, String permissions) {
        return identity.tokens
                .create(access, new ApiTokens.Request("x", Permissions.parse(permissions), Duration.ofDays(1)))
                .id();
    }

    private List<TokenId> tokens() {
        return tenancy.workspaces.within(
                a.id(),
                () -> identity.tokens.list().stream()
                        .map(ApiTokens.ApiToken::id)
                        .toList());
    }
}
