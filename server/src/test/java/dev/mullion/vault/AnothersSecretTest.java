package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A manager of one workspace who knows the name of another's secret, and asks for it by every way that takes one. */
@SuppressWarnings("NullAway.Init")
class AnothersSecretTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);
    private static final String TOKEN = "vnd_of_the_neighbour";

    private static SecretRef theirs;

    private final Vault vault = SERVER.bean(Vault.class);
    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private Workspace own;

    @BeforeAll
    static void aNeighbourWithASecret() {
        Workspace neighbour = SERVER.newWorkspace();
        theirs = new SecretRef(SERVER.endpoint(neighbour).id().value(), "access-token");
        SERVER.bean(Workspaces.class).within(neighbour.id(), () -> {
            SERVER.bean(Vault.class)
                    .store(
                            theirs,
                            SecretTerms.vendorToken("api.vendor.example"),
                            TOKEN.getBytes(StandardCharsets.US_ASCII),
                            Actor.OPERATOR);
            return true;
        });
    }

    @BeforeEach
    void aWorkspaceOfOnesOwn() {
        own = SERVER.newWorkspace();
    }

    /** Every route of a workspace with a place for the id of what owns a secret. */
    static Stream<String> routes() {
        return SERVER
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .map(AnothersSecretTest::name)
                .filter(route -> route.contains("{slug}")
                        && (route.contains("{connection}") || route.contains("/connections/{id}")))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("routes")
    @Attack("secrets-30")
    void isNotFoundByAnyRoute(String route) {
        TestServer.Member manager = SERVER.manager(own);

        HttpResponse<String> asked = send(route, new ConnectionId(theirs.owner()), manager);
        HttpResponse<String> random = send(route, new ConnectionId(UUID.randomUUID()), manager);

        assertThat(asked.statusCode()).isEqualTo(404).isEqualTo(random.statusCode());
        assertThat(masked(asked)).isEqualTo(masked(random)).doesNotContain(TOKEN);
        if (!route.startsWith("GET")) {
            recorded("request.turned-away");
        }
    }

    /** The door shows no row of another's, and the attempt is counted and told. */
    @Test
    @Attack("secrets-30")
    void isAbsentInTheVaultAndTheAttemptIsKept() {
        assertThatThrownBy(() -> workspaces.within(own.id(), () -> vault.open(theirs, TEST, _ -> true)))
                .isInstanceOfSatisfying(
                        SecretUnavailable.class,
                        refused -> assertThat(refused.reason()).isEqualTo(SecretUnavailable.Reason.ABSENT));
        boolean isThere = workspaces.within(own.id(), () -> vault.has(theirs));
        List<SecretFacts> facts = workspaces.within(own.id(), () -> vault.of(theirs.owner()));
        assertThat(isThere).isFalse();
        assertThat(facts).isEmpty();

        SERVER.bean(SecretUses.class).keep();
        List<String> outcomes = workspaces.within(
                own.id(),
                () -> SERVER.bean(TenantSql.class)
                        .sql("""
                        select outcome from secret_use
                         where workspace_id = :workspace and owner = :owner and field = :field
                        """)
                        .param("owner", theirs.owner())
                        .param("field", theirs.field())
                        .query(String.class)
                        .list());
        assertThat(outcomes).containsExactly("absent");
    }

    /** Removing what is not one's own removes nothing, and a new one under the same name is another secret. */
    @Test
    @Attack("secrets-30")
    void staysWhatItIsWhateverIsDoneUnderItsName() {
        workspaces.within(own.id(), () -> {
            vault.remove(theirs, Actor.OPERATOR);
            vault.store(theirs, SecretTerms.vendorToken("attacker.example"), new byte[] {1, 2, 3}, Actor.OPERATOR);
            return true;
        });

        Workspace neighbour = workspaces.list().stream()
                .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                .filter(workspace -> workspaces.within(workspace.id(), () -> vault.has(theirs)))
                .filter(workspace -> !workspace.id().equals(own.id()))
                .findFirst()
                .orElseThrow();
        boolean isTheirs = workspaces.within(
                neighbour.id(),
                () -> vault.open(
                        theirs,
                        TEST,
                        secret -> secret.matches(TOKEN.getBytes(StandardCharsets.US_ASCII))
                                && !secret.mayGoTo("attacker.example")));
        assertThat(isTheirs).isTrue();
    }

    private HttpResponse<String> send(String route, ConnectionId id, TestServer.Member manager) {
        String path = route.substring(route.indexOf(' ') + 1)
                .replace("{slug}", own.slug().value())
                .replaceAll("\\{[a-z]+}", id.toString());
        String method = route.substring(0, route.indexOf(' '));
        if (path.startsWith("/api/")) {
            String token = SERVER.token(own, "settings:read,settings:manage");
            String[] authorized = {"Authorization", "Bearer " + token};
            return SERVER.send(
                    switch (path.substring(path.lastIndexOf('/'))) {
                        case "/labels" ->
                            SERVER.request(path, authorized)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"kept\": false}"));
                        case "/secret" ->
                            SERVER.request(path + "?kind=api-key", authorized)
                                    .header("Content-Type", "text/plain")
                                    .POST(HttpRequest.BodyPublishers.ofString("rk_test_synthetic0000000000000000"));
                        default -> SERVER.request(path, authorized).method(method, HttpRequest.BodyPublishers.noBody());
                    });
        }
        return method.equals("GET")
                ? SERVER.get(path, manager.header())
                : SERVER.post(path, "labels=off&_csrf=" + formToken(manager), manager.header());
    }

    private String formToken(TestServer.Member manager) {
        String home = SERVER.get("/w/" + own.slug(), manager.header()).body();
        return Jsoup.parse(home).select("meta[name=csrf]").attr("content");
    }

    private static String masked(HttpResponse<String> answer) {
        return answer.body().replaceAll("con_[0-9a-f-]{36}", "con_ID").replaceAll("req_[0-9a-z]+", "req_ID");
    }

    /** It is written when the answer is out already. */
    private void recorded(String verb) {
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < patience) {
            List<AuditEntry> entries = workspaces.within(
                    own.id(), () -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 50));
            if (entries.stream().anyMatch(entry -> entry.verb().equals(verb))) {
                return;
            }
        }
        throw new AssertionError("no " + verb + " within 10 seconds");
    }

    private static String name(RequestMappingInfo route) {
        RequestMethod method =
                route.getMethodsCondition().getMethods().stream().findFirst().orElse(RequestMethod.GET);
        return method + " " + route.getPatternValues().iterator().next();
    }
}
