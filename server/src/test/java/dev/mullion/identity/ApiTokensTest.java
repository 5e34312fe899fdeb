package dev.mullion.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.identity.ApiTokens.Made;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTokensTest {

    private static final Permissions READS = Permissions.of(Permission.read(Domain.ENGINEERING));

    private static TestTenancy tenancy;
    private TestIdentity identity;
    private Workspace a;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void aWorkspace() {
        identity = TestIdentity.on(tenancy);
        a = tenancy.newWorkspace();
    }

    @Test
    void namesItsWorkspaceAndMayDoWhatItWasGiven() {
        Made made = identity.token(a, READS);

        Caller caller = identity.tokens.authenticate(made.secret()).orElseThrow();

        assertThat(caller).isEqualTo(new Caller.TokenCaller(a.id(), made.id()));
        Permissions granted = identity.doorway.within(a.slug().value(), caller, Access::permissions);
        assertThat(granted).isEqualTo(READS);
        assertThat(text(made)).matches("mul_[A-Za-z0-9_-]{56}");
    }

    @Test
    void isStoredAsAKeyedHashOnly() {
        String secret = text(identity.token(a, READS));

        String routes = tenancy.global
                .sql("select string_agg(r::text, ' ') from route r")
                .query(String.class)
                .single();
        String rows = tenancy.workspaces.within(
                a.id(),
                () -> tenancy.tenant
                        .sql("select string_agg(t::text, ' ') from api_token t where workspace_id = :workspace")
                        .query(String.class)
                        .single());

        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII));
        assertThat(routes + rows)
                .contains("engineering:read")
                .doesNotContain(secret)
                .doesNotContain(secret.substring(4))
                .doesNotContain(hex);
    }

    @Test
    void refusesAnyTextThatIsNotATokenOfOurs() {
        String secret = text(identity.token(a, READS));
        for (int length = 0; length < secret.length(); length++) {
            assertRefused(secret.substring(0, length));
        }
        for (int at = 0; at < secret.length(); at++) {
            assertRefused(secret.substring(0, at) + (secret.charAt(at) == 'A' ? 'B' : 'A') + secret.substring(at + 1));
        }
        assertRefused(secret + "A");
        assertRefused("mul_" + "?".repeat(56));
        assertRefused(text(TestIdentity.on(tenancy).token(tenancy.newWorkspace(), READS))
                .replace("mul_", "mul-"));
    }

    @Test
    void endsWithItsLife() {
        Made made = identity.token(a, READS);
        Caller caller = identity.tokens.authenticate(made.secret()).orElseThrow();

        identity.clock.advance(Duration.ofHours(1));

        assertRefused(text(made));
        assertThatThrownBy(() -> enter(caller)).isInstanceOf(NotHere.class);
        assertThat(list()).isEmpty();
    }

    @Test
    @Attack({"isolation-43", "reliability-44"})
    void endsAtOnceEverywhereWhenRevoked() {
        Made made = identity.token(a, READS);
        TestIdentity elsewhere = identity.anotherNode();
        Caller known = elsewhere.tokens.authenticate(made.secret()).orElseThrow();

        revoke(made.id());

        assertRefused(text(made));
        assertThatThrownBy(() -> elsewhere.doorway.within(a.slug().value(), known, Access::permissions))
                .isInstanceOf(NotHere.class);
        assertThatThrownBy(() -> revoke(made.id())).isInstanceOf(NotHere.class);
        assertThat(identity.recorded(a))
                .containsExactlyInAnyOrder("token.revoked " + made.id(), "token.created " + made.id());
    }

    @Test
    void isNeverMoreThanItsCreator() {
        Access reader = new Access(a, new Actor(Actor.Kind.PERSON, "per_x"), READS);
        Access token = new Access(a, new Actor(Actor.Kind.TOKEN, "tok_x"), Permissions.all());

        assertThatThrownBy(() -> identity.tokens.create(reader, request("engineering:manage")))
                .isInstanceOf(Declined.class)
                .hasMessageContaining("engineering:read");
        assertThatThrownBy(() -> identity.tokens.create(token, request("engineering:read")))
                .isInstanceOf(Declined.class);
        assertThat(identity.tokens.create(reader, request("engineering:read")).id())
                .isNotNull();
    }

    @Test
    void refusesALifeWithoutEnd() {
        for (Duration life : List.of(Duration.ofDays(365).plusSeconds(1), Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> new ApiTokens.Request("x", READS, life)).hasMessageContaining("365 days");
        }
        assertThatThrownBy(() -> new ApiTokens.Request("x", Permissions.none(), Duration.ofDays(1)))
                .hasMessageContaining("permission key");
    }

    @Test
    void stopsAtTwoHundredLiveTokensAWorkspace() {
        for (int number = 0; number < ApiTokens.MOST_LIVE; number++) {
            identity.token(a, READS);
        }
        assertThatThrownBy(() -> identity.token(a, READS)).isInstanceOf(Declined.class);
        assertThat(identity.token(tenancy.newWorkspace(), READS).id()).isNotNull();

        identity.clock.advance(Duration.ofHours(1));
        assertThat(identity.token(a, READS).id()).isNotNull();
        assertThat(routesOf(a)).isEqualTo(1);
    }

    @Test
    @Attack("isolation-41")
    void cannotBeSeenOrRevokedFromAnotherWorkspace() {
        Made made = identity.token(a, READS);
        Workspace b = tenancy.newWorkspace();

        tenancy.workspaces.within(b.id(), () -> {
            assertThat(identity.tokens.list()).isEmpty();
            assertThatThrownBy(() -> identity.tokens.revoke(made.id(), Actor.OPERATOR))
                    .isInstanceOf(NotHere.class);
            return true;
        });
        assertThat(list()).extracting(ApiTokens.ApiToken::id).containsExactly(made.id());
    }

    private ApiTokens.Request request(String permissions) {
        return new ApiTokens.Request("A token", Permissions.parse(permissions), Duration.ofDays(1));
    }

    private void revoke(TokenId token) {
        tenancy.workspaces.within(a.id(), () -> {
            identity.tokens.revoke(token, Actor.OPERATOR);
            return true;
        });
    }

    private List<ApiTokens.ApiToken> list() {
        return tenancy.workspaces.within(a.id(), () -> identity.tokens.list());
    }

    private Permissions enter(Caller caller) {
        return identity.doorway.within(a.slug().value(), caller, Access::permissions);
    }

    private static long routesOf(Workspace workspace) {
        return tenancy.global
                .sql("select count(*) from route where kind = 'token' and workspace_id = :id")
                .param("id", workspace.id().value())
                .query(Long.class)
                .single();
    }

    private void assertRefused(String presented) {
        assertThat(identity.tokens.authenticate(Credential.of(presented))).isEmpty();
    }

    private static String text(Made made) {
        return made.secret().expose(text -> text);
    }
}
