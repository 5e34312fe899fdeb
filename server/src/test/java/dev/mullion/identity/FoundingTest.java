package dev.mullion.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoundingTest {

    private TestTenancy tenancy;
    private TestIdentity identity;

    @BeforeEach
    void anInstallationThatNobodyHasSetUp() {
        tenancy = TestTenancy.create();
        identity = TestIdentity.on(tenancy);
    }

    @AfterEach
    void end() {
        tenancy.close();
    }

    @Test
    void makesTheOrganisationTheWorkspaceAndItsFirstMember() {
        Session session = identity.founding.setUp(secret(), request("acme")).orElseThrow();

        Workspace acme = tenancy.workspaces.find(new Slug("acme")).orElseThrow();
        Caller caller = identity.sessions.verify(session.token()).orElseThrow();
        Permissions granted = identity.doorway.within("acme", caller, Access::permissions);
        assertThat(granted).isEqualTo(Permissions.all());
        assertThat(identity.recorded(acme))
                .containsExactlyInAnyOrder(
                        "workspace.created acme",
                        "person.added " + session.person(),
                        "person.signed-in " + session.person());
        assertThat(tenancy.global
                        .sql("select organisation from installation")
                        .query(String.class)
                        .single())
                .isEqualTo("Acme Ltd");
    }

    @Test
    void worksOnceAndMakesNoFurtherLink() {
        Credential first = secret();
        Credential second = secret();
        assertThat(identity.founding.setUp(first, request("acme"))).isPresent();

        assertThat(identity.founding.setUp(first, request("other"))).isEmpty();
        assertThatThrownBy(() -> identity.founding.setUp(second, request("other")))
                .isInstanceOf(Declined.class);
        assertThatThrownBy(identity.founding::setUpLink).isInstanceOf(Declined.class);
    }

    @Test
    void makesNoLinkOnceSomebodyWasAdded() {
        identity.member(tenancy.newWorkspace(), Permissions.all());

        assertThatThrownBy(identity.founding::setUpLink)
                .isInstanceOf(Declined.class)
                .hasMessageContaining("person link");
    }

    @Test
    void makesNothingForALinkThatIsInventedOrExpiredOrForSignIn() {
        Credential expired = secret();
        identity.clock.advance(Duration.ofMinutes(15));
        PersonId somebody = identity.member(tenancy.newWorkspace(), Permissions.all());
        Credential signIn = TestIdentity.secretOf(identity.signIn.link(somebody, Actor.OPERATOR));

        for (Credential secret : List.of(expired, signIn, Credential.of("invented"), Credential.of(""))) {
            assertThat(identity.founding.setUp(secret, request("acme"))).isEmpty();
        }
        assertThat(tenancy.workspaces.find(new Slug("acme"))).isEmpty();
        assertThat(identity.signIn.open(expired)).isEmpty();
    }

    @Test
    void keepsTheLinkWhenItFailsHalfWay() {
        Credential secret = secret();
        identity.tenancy.newWorkspace();
        identity.founding.addWorkspace(new Slug("taken"), "Taken", Workspace.Kind.SAMPLE, Actor.OPERATOR);
        assertThatThrownBy(() -> identity.founding.setUp(secret, request("taken")))
                .isInstanceOf(Declined.class);

        tenancy.workspaces.create(new Slug("half"), "Left by a try that failed", Workspace.Kind.CUSTOMER);
        Session session = identity.founding.setUp(secret, request("half")).orElseThrow();

        assertThat(identity.members.workspacesOf(session.person()))
                .extracting(workspace -> workspace.slug().value())
                .containsExactly("half");
    }

    @Test
    void leavesAWorkspaceInUseAlone() {
        Credential secret = secret();
        Workspace used = tenancy.newWorkspace();
        PersonId member = identity.member(used, Permissions.all());

        assertThatThrownBy(() ->
                        identity.founding.setUp(secret, request(used.slug().value())))
                .isInstanceOf(Declined.class);
        assertThat(identity.founding.opens(secret)).isTrue();
        assertThat(tenancy.workspaces.within(used.id(), () -> identity.members.list()))
                .extracting(Members.Member::person)
                .containsExactly(member);
    }

    @Test
    @Attack("reliability-43")
    void letsOneOfManyFound() throws Exception {
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            Credential secret = secret();
            String slug = "acme-" + number;
            attempts.add(() -> identity.founding.setUp(secret, request(slug)).isPresent());
        }

        List<Future<Boolean>> done;
        try (var threads = Executors.newFixedThreadPool(10)) {
            done = threads.invokeAll(attempts);
        }

        assertThat(done).filteredOn(FoundingTest::succeeded).hasSize(1);
        assertThat(tenancy.global
                        .sql("select count(*) from person")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private static boolean succeeded(Future<Boolean> attempt) {
        try {
            return attempt.get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(Declined.class);
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }

    private Credential secret() {
        return TestIdentity.secretOf(identity.founding.setUpLink());
    }

    private static Founding.Request request(String slug) {
        return new Founding.Request("Acme Ltd", new Slug(slug), "Acme", TestIdentity.someone());
    }
}
