package dev.mullion.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.connectors.github.GitHubManifest;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.LimitSigns;
import dev.mullion.egress.Origin;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.Trust;
import dev.mullion.trust.Verdict;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises about connections turn red when a grant, a client or a disconnect is not as it should be. */
@SuppressWarnings("NullAway.Init")
class ConnectionControlsTest {

    private static TestServer server;

    private Workspace workspace;

    @BeforeAll
    static void aServerOfItsOwn() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void nobodyBefore() {
        server.asAdministrator("delete from mullion.disconnect");
        server.asAdministrator("update mullion.connection set granted = null, granted_at = null");
        workspace = server.newWorkspace();
    }

    @Test
    void aStoredGrantBeyondItsManifestIsToldOfTwice() {
        ConnectionId id = inside(() -> bean(Connections.class).claim(8_100_000_001L, Actor.OPERATOR));
        grant(id, "metadata:read pull_requests:read");
        assertThat(failed("P01")).isEmpty();

        grant(id, "metadata:read pull_requests:write");

        assertThat(failed("P01")).containsExactly("grants.compared");
        assertThat(failed("P02")).containsExactly("grants.compared");
    }

    @Test
    void aVendorThatCannotTellIsCountedAndMakesItPartial() {
        ConnectionId id = inside(() -> bean(Connections.class)
                .addKeyed("stripe", Connection.Mode.TEST, Actor.OPERATOR)
                .id());
        grant(id, "plan:read");

        Evidence seen = check("P01");

        assertThat(seen.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(names(seen, Outcome.PARTIAL)).containsExactly("grants.untold");
    }

    @Test
    void aClientThatMayAskMoreThanItsManifestDeclares() {
        Manifest declared = GitHubManifest.manifest();
        List<Endpoint> endpoints = new ArrayList<>(declared.reach().endpoints());
        endpoints.add(Endpoint.get(Origin.https("api.github.com"), "/repos/{owner}/{name}/{of}/tarball"));
        endpoints.add(Endpoint.get(Origin.https("api.github.com"), "/undeclared-by-every-manifest"));

        assertThat(reach(declared, declared)).isEmpty();
        assertThat(reach(declared, with(declared, endpoints))).containsExactly("reach.stays.github");
    }

    @Test
    void anEndpointThatChangesSomethingAtTheVendor() {
        Manifest declared = GitHubManifest.manifest();
        List<Endpoint> endpoints = new ArrayList<>(declared.reach().endpoints());
        endpoints.add(Endpoint.post(Origin.https("api.github.com"), "/repos/{owner}/{name}/issues"));
        Manifest writing = with(declared, endpoints);

        assertThat(reach(writing, writing)).containsExactly("reach.reads.github");
    }

    @Test
    void aJudgeThatAcceptsWhatIsBroader() {
        Puller careful = server.context().getBeansOfType(Puller.class).values().stream()
                .filter(one -> one.connector().equals("xero"))
                .findFirst()
                .orElseThrow();

        assertThat(failed("P02")).isEmpty();
        assertThat(played(careful)).isEmpty();
        assertThat(played(new Careless(careful))).containsExactly("grants.refused.xero");
    }

    @Test
    void nobodyDisconnectedSoOneIsTried() {
        Evidence seen = check("P29");

        assertThat(seen.verdict()).isEqualTo(Verdict.ACTIVE);
        assertThat(names(seen, Outcome.OK)).contains("disconnect.tried");
        assertThat(check("P29").verdict()).isEqualTo(Verdict.ACTIVE);
    }

    @Test
    void everyDisconnectIsMeasuredAndTheWorstIsShown() {
        ConnectionId id = disconnected();
        assertThat(inside(() -> bean(Disconnects.class).lately()).measured()).isEqualTo(1);
        assertThat(names(check("P29"), Outcome.OK)).contains("disconnect.worst").doesNotContain("disconnect.tried");

        millis(id, "1500");

        assertThat(failed("P29")).containsExactly("disconnect.worst");
    }

    @Test
    void oneThatNobodyMeasuredIsSaid() {
        ConnectionId id = disconnected();
        millis(id, "null, ended_at = ended_at - interval '2 minutes'");

        assertThat(names(check("P29"), Outcome.PARTIAL)).containsExactly("disconnect.unmeasured");
    }

    @Test
    void aTokenThatOutlivesItsConnection() {
        ConnectionId id = disconnected();
        inside(() -> {
            bean(Vault.class)
                    .store(
                            new SecretRef(id.value(), "api-key"),
                            SecretTerms.vendorToken("api.vendor.example"),
                            "left".getBytes(StandardCharsets.US_ASCII),
                            Actor.OPERATOR);
            return true;
        });

        assertThat(failed("P29")).containsExactly("disconnect.left");
        inside(() -> {
            bean(Vault.class).remove(new SecretRef(id.value(), "api-key"), Actor.OPERATOR);
            return true;
        });
    }

    private ConnectionId disconnected() {
        return inside(() -> {
            ConnectionId id = bean(Connections.class)
                    .addKeyed("stripe", Connection.Mode.TEST, Actor.OPERATOR)
                    .id();
            bean(Connections.class).disconnect(id, Actor.OPERATOR);
            return id;
        });
    }

    private void millis(ConnectionId id, String value) {
        server.asAdministrator(
                "update mullion.disconnect set millis = " + value + " where connection_id = '" + id.value() + "'");
    }

    private void grant(ConnectionId id, String granted) {
        inside(() -> bean(TenantSql.class)
                .sql(
                        "update connection set granted = :granted, granted_at = now() where workspace_id = :workspace and id = :id")
                .param("granted", granted)
                .param("id", id.value())
                .update());
    }

    private List<String> reach(Manifest shown, Manifest ofClient) {
        VendorClient client = new VendorClient(
                bean(Egress.class),
                ofClient,
                new VendorClient.Way(
                        "github", "GitHub", Origin.https("api.github.com"), Map.of(), LimitSigns.standard(), List.of()),
                Optional.empty());
        return names(new ReachProbes(new Manifests(Map.of("github", shown)), List.of(client)).run(), Outcome.FAILED);
    }

    private static Manifest with(Manifest manifest, List<Endpoint> endpoints) {
        return new Manifest(
                manifest.vendor(),
                manifest.domain(),
                manifest.consent(),
                new Manifest.Reach(
                        endpoints, manifest.reach().headers(), manifest.reach().budgets()),
                manifest.events(),
                manifest.projections(),
                manifest.freshness());
    }

    private List<String> played(Puller puller) {
        return names(
                new GrantProbes(
                                bean(Workspaces.class),
                                bean(Connections.class),
                                bean(Grants.class),
                                List.of(puller),
                                bean(CanaryLink.class))
                        .played(),
                Outcome.FAILED);
    }

    /** One that reads whatever it was granted. */
    private record Careless(Puller careful) implements Puller {
        @Override
        public String connector() {
            return careful.connector();
        }

        @Override
        public Manifest manifest() {
            return careful.manifest();
        }

        @Override
        public Optional<String> refusal(Map<String, String> granted) {
            return Optional.empty();
        }

        @Override
        public Optional<String> missing() {
            return careful.missing();
        }

        @Override
        public Pulled<Boolean> check(Link link) {
            return careful.check(link);
        }

        @Override
        public Pulled<Listing> list(Link link, @Nullable String next) {
            return careful.list(link, next);
        }

        @Override
        public Pulled<Page> page(Link link, Part part, @Nullable String after) {
            return careful.page(link, part, after);
        }
    }

    private static <T> T bean(Class<T> type) {
        return server.bean(type);
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return bean(Workspaces.class).within(workspace.id(), work);
    }

    private static Evidence check(String promise) {
        return bean(Trust.class).checkNow(new PromiseId(promise)).orElseThrow();
    }

    private static List<String> failed(String promise) {
        return names(check(promise), Outcome.FAILED);
    }

    private static List<String> names(Evidence seen, Outcome outcome) {
        return names(seen.finding() instanceof Finding.Tried(var checks) ? checks : List.of(), outcome);
    }

    private static List<String> names(List<Check> checks, Outcome outcome) {
        return checks.stream()
                .filter(check -> check.outcome() == outcome)
                .map(Check::name)
                .toList();
    }
}
