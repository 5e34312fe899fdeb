package dev.mullion.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspace;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {

    private static TestTenancy tenancy;
    private TestIdentity identity;
    private Workspace a;
    private PersonId person;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void aMember() {
        identity = TestIdentity.on(tenancy);
        a = tenancy.newWorkspace();
        person = identity.member(a, Permissions.of(Permission.read(Domain.ENGINEERING)));
    }

    @Test
    void opensASessionOnceAndOnlyOnce() {
        Credential secret = secret();

        assertThat(identity.signIn.opens(secret)).isTrue();
        Session session = identity.signIn.open(secret).orElseThrow();

        assertThat(session.person()).isEqualTo(person);
        assertThat(identity.signIn.opens(secret)).isFalse();
        assertThat(identity.signIn.open(secret)).isEmpty();
    }

    @Test
    @Attack("isolation-17")
    void opensNothingByALinkThatWasTurnedToAnotherPersonInSql() throws SQLException {
        Credential secret = secret();
        PersonId other = identity.member(a, Permissions.all());
        try (Connection connection = tenancy.connectAs(tenancy.administrator());
                Statement statement = connection.createStatement()) {
            int turned = statement.executeUpdate("update mullion.one_time_link set person_id = '" + other.value()
                    + "' where person_id = '" + person.value() + "'");
            assertThat(turned).isEqualTo(1);
        }

        assertThat(identity.signIn.opens(secret)).isFalse();
        assertThat(identity.signIn.open(secret)).isEmpty();
    }

    @Test
    @Attack("reliability-43")
    void letsOneOfFiftyInWhoUseALinkAtTheSameTime() throws Exception {
        Credential secret = secret();
        Callable<Optional<Session>> attempt = () -> identity.signIn.open(secret);

        List<Future<Optional<Session>>> attempts;
        try (var threads = Executors.newFixedThreadPool(50)) {
            attempts = threads.invokeAll(
                    IntStream.range(0, 50).mapToObj(_ -> attempt).toList());
        }

        int sessions = 0;
        for (Future<Optional<Session>> done : attempts) {
            sessions += done.get().isPresent() ? 1 : 0;
        }
        assertThat(sessions).isEqualTo(1);
        assertThat(identity.recorded(a))
                .filteredOn(event -> event.startsWith("person.signed-in"))
                .hasSize(1);
    }

    @Test
    void forgetsALinkAfterFifteenMinutes() {
        Credential early = secret();
        Credential late = secret();

        identity.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(identity.signIn.open(early)).isPresent();
        identity.clock.advance(Duration.ofMillis(1));
        assertThat(identity.signIn.open(late)).isEmpty();
    }

    @Test
    void storesALinkAsAKeyedHashOnly() {
        String secret = secret().expose(text -> text);
        byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);

        String rows = tenancy.global
                .sql("select string_agg(l::text, ' ') from one_time_link l")
                .query(String.class)
                .single();

        assertThat(rows)
                .contains(person.value().toString())
                .doesNotContain(secret)
                .doesNotContain(HexFormat.of().formatHex(bytes))
                .doesNotContain(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(secret)))
                .doesNotContain(sha256(bytes));
    }

    @Test
    void printsNoSecret() {
        OneTimeLink link = identity.signIn.link(person, Actor.OPERATOR);
        String secret = TestIdentity.secretOf(link).expose(text -> text);

        assertThat(link.toString() + identity.signIn.open(TestIdentity.secretOf(link)))
                .doesNotContain(secret)
                .doesNotContain("eyJ");
    }

    @Test
    void recordsInEveryWorkspaceOfThePersonAndInNoOther() {
        Workspace b = tenancy.newWorkspace();
        Workspace c = tenancy.newWorkspace();
        Profile profile = TestIdentity.someone();
        PersonId both = identity.people.add(a.id(), profile, Permissions.none(), Actor.OPERATOR);
        PersonId same = identity.people.add(b.id(), profile, Permissions.none(), Actor.OPERATOR);

        Caller.PersonCaller caller = (Caller.PersonCaller) identity.caller(both);
        identity.signIn.signOut(caller);

        assertThat(same).isEqualTo(both);
        assertThat(identity.recorded(a)).containsAll(steps(both));
        assertThat(identity.recorded(b)).containsAll(steps(both));
        assertThat(identity.recorded(c)).isEmpty();
    }

    @Test
    @Attack("isolation-53")
    void letsNoMemberMakeALinkThatWouldReachAnotherWorkspace() {
        for (Actor actor : List.of(Caller.actorOf(person), new Actor(Actor.Kind.TOKEN, "tok_x"), Actor.system("x"))) {
            assertThatThrownBy(() -> identity.signIn.link(person, actor)).isInstanceOf(Declined.class);
        }
    }

    @Test
    void opensNothingForWhoBelongsNowhereAnyMore() {
        identity.member(a, Permissions.all());
        Credential secret = secret();

        identity.people.remove(a.id(), person, Actor.OPERATOR);

        assertThat(identity.signIn.open(secret)).isEmpty();
        assertThatThrownBy(() -> identity.signIn.link(person, Actor.OPERATOR)).isInstanceOf(Declined.class);
    }

    @Test
    void findsAPersonByAddressInAnyCaseAndStoresNoAddressGlobally() {
        PersonId kim = identity.people.add(
                a.id(), new Profile(new EmailAddress("Kim@Example.com"), "Kim"), Permissions.none(), Actor.OPERATOR);

        Credential secret =
                TestIdentity.secretOf(identity.signIn.link(new EmailAddress("kim@EXAMPLE.com"), Actor.OPERATOR));

        assertThat(identity.signIn.open(secret).orElseThrow().person()).isEqualTo(kim);
        String rows = tenancy.global
                .sql("select string_agg(p::text, ' ') from person p")
                .query(String.class)
                .single();
        assertThat(rows)
                .contains(kim.value().toString())
                .doesNotContain("kim")
                .doesNotContain(HexFormat.of().formatHex("kim@".getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(() -> identity.signIn.link(new EmailAddress("nobody@example.com"), Actor.OPERATOR))
                .isInstanceOf(Declined.class);
    }

    private Credential secret() {
        return TestIdentity.secretOf(identity.signIn.link(person, Actor.OPERATOR));
    }

    private static List<String> steps(PersonId person) {
        return List.of(
                "person.added " + person,
                "person.link-made " + person,
                "person.signed-in " + person,
                "person.signed-out " + person);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
