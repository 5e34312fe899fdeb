package dev.mullion.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.api.Tenants.Tenant;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Checkpoints;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What requests, by whoever and however often, leave in a log and learn of one. */
class AuditRequestsTest {

    private static final String TOKEN =
            "{\"name\": \"of a test\", \"permissions\": [\"audit:read\"], \"lifeSeconds\": 60}";

    private Tenant a;

    @BeforeEach
    void ownWorkspace() {
        a = Tenants.with(1, 61_000);
    }

    static Stream<Arguments> monsters() {
        String texts = IntStream.range(0, 10_000)
                .mapToObj(number -> "\"target:" + number + "\"")
                .collect(Collectors.joining(","));
        return Stream.of(
                Arguments.of("65,535 bytes", padded(65_535)),
                Arguments.of("65,536 bytes", padded(65_536)),
                Arguments.of("65,537 bytes", padded(65_537)),
                Arguments.of("a megabyte", padded(1 << 20)),
                Arguments.of("30,000 lists in each other", "[".repeat(30_000) + "]".repeat(30_000)),
                Arguments.of(
                        "10,000 targets", "{\"name\": \"x\", \"lifeSeconds\": 60, \"permissions\": [" + texts + "]}"));
    }

    private static String padded(int bytes) {
        String frame = "{\"name\": \"\", \"permissions\": [\"audit:read\"], \"lifeSeconds\": 60}";
        return frame.replaceFirst("\"\"", '"' + "n".repeat(bytes - frame.length()) + '"');
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("monsters")
    @Attack("audit-28")
    void whatIsTooLargeIsRefusedAndTheRefusalRecorded(String name, String body) {
        long before = made();

        assertThat(a.asMember("POST", "/tokens", body).statusCode()).isIn(400, 413);

        AuditEntry refusal = awaited("request.turned-away");
        assertThat(refusal.outcome()).isEqualTo("refused");
        assertThat(refusal.actor().name()).isEqualTo(a.member().id().toString());
        assertThat(refusal.toString()).hasSizeLessThan(1_000);
        assertThat(made()).isEqualTo(before);
    }

    /** Sent again because the answer was lost, or because a proxy thought so. */
    @Test
    @Attack("audit-32")
    void whatIsSentTwiceStandsInTheLogOnce() {
        for (int attempt = 0; attempt < 3; attempt++) {
            a.send("DELETE", a.path("/tokens/" + a.token()), "");
            a.send("POST", a.path("/connections/" + a.connection() + "/disconnect"), "");
        }

        assertThat(entries("token.revoked").filter(entry -> entry.subject().equals(a.token())))
                .hasSize(1);
        assertThat(entries("connection.changed")
                        .filter(entry -> entry.subject().equals(a.connection()))
                        .filter(entry -> entry.detail().startsWith("disconnected")))
                .hasSize(1);
    }

    /** Sent again with its key, a request is answered again: two secrets behind one key would be two events. */
    @Test
    @Attack("audit-32")
    void whatIsRepeatedWithItsKeyStandsInTheLogOnce() {
        long before = entries("connection.added").count();
        for (int attempt = 0; attempt < 2; attempt++) {
            a.send(
                    "POST",
                    a.path("/connections"),
                    "{\"connector\": \"github\", \"kind\": \"endpoint\"}",
                    "Idempotency-Key",
                    "one-key");
        }

        assertThat(entries("connection.added")).hasSize((int) before + 1);
    }

    @Test
    @Attack("audit-29")
    void nothingThatARequestCarriesStandsInAnEvent() {
        Random random = new Random(29);
        List<String> markers = new ArrayList<>();
        for (int plant = 0; plant < 64; plant++) {
            byte[] bytes = new byte[12];
            random.nextBytes(bytes);
            String marker = "mark" + HexFormat.of().formatHex(bytes);
            markers.add(marker);
            plant(plant % 8, marker);
        }
        Tenants.SERVER.bean(Workspaces.class).within(a.workspace().id(), () -> true);
        awaited("request.turned-away");

        String told = stored();
        assertThat(told).contains("request.turned-away").contains("token.created");
        assertThat(markers).noneMatch(told::contains);
        assertThat(markers)
                .noneMatch(marker ->
                        told.contains(Base64.getEncoder().encodeToString(marker.getBytes(StandardCharsets.UTF_8))));
    }

    private void plant(int where, String marker) {
        String mail = marker + "@larkfield.example";
        switch (where) {
            case 0 -> a.asMember("POST", "/tokens", TOKEN.replace("of a test", marker));
            case 1 -> a.asMember("POST", "/tokens", TOKEN.replace("audit:read", marker));
            case 2 -> a.asMember("POST", "/tokens", "{\"" + marker + "\": \"" + mail + "\"}");
            case 3 ->
                a.send("DELETE", a.path("/tokens/" + marker), "", "User-Agent", marker, "Referer", "http://" + marker);
            case 4 -> a.send("POST", a.path("/connections/" + marker + "/disconnect?" + marker + "=" + mail), "");
            case 5 ->
                Tenants.SERVER.post(
                        "/w/" + a.workspace().slug() + "/audit/verify?q=" + marker,
                        "_csrf=" + marker + "&mail=" + mail,
                        "Cookie",
                        a.member().cookie() + "; " + marker + "=" + marker,
                        "X-Request-Id",
                        marker,
                        "X-Forwarded-User",
                        mail);
            case 6 ->
                a.send(
                        "POST",
                        a.path("/connections"),
                        "{\"connector\": \"" + marker + "\", \"kind\": \"" + mail + "\"}",
                        "X-Actor",
                        mail,
                        "Idempotency-Key",
                        marker);
            default ->
                Tenants.SERVER.get(
                        a.path("/audit?actor=person:" + marker + "&verb=" + marker), "Authorization", a.bearer());
        }
    }

    /** Events are found by their places in an own log alone; there is no way to ask whether a hash is known. */
    @Test
    @Attack("audit-23")
    void aHashOrAnEventOfAnotherWorkspaceIsAsUnknownAsNone() {
        Tenant b = Tenants.with(1, 62_000);
        byte[] leaf = Tenants.SERVER
                .bean(Workspaces.class)
                .within(
                        b.workspace().id(),
                        () -> Tenants.SERVER
                                .bean(TenantSql.class)
                                .sql("""
                        select leaf
                          from audit_entry
                         where workspace_id = :workspace
                           and index = 0
                        """)
                                .query((row, _) -> row.getBytes(1))
                                .single());
        String hex = HexFormat.of().formatHex(leaf);
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(leaf);
        for (String form : List.of("%s", "evt_%s")) {
            String nobodys = String.format(form, "0".repeat(64));
            for (String theirs : List.of(String.format(form, hex), String.format(form, url))) {
                assertThat(seen(a.get("/audit/events/" + theirs))).isEqualTo(seen(a.get("/audit/events/" + nobodys)));
                assertThat(seen(a.get("/audit/events/" + theirs + "/proof")))
                        .isEqualTo(seen(a.get("/audit/events/" + nobodys + "/proof")))
                        .startsWith("404 ");
            }
        }
        String page = "/w/" + a.workspace().slug() + "/audit/";
        assertThat(status(page + hex + "/proof")).isEqualTo(404).isEqualTo(status(page + "0".repeat(64) + "/proof"));
    }

    /** By slug, by the id that stands in checkpoints, and through the files that everyone may read. */
    @Test
    @Attack("audit-22")
    void theLogOfAnotherWorkspaceAndItsSizeAreOutOfSight() {
        Tenant b = Tenants.with(1, 63_000);
        long size = Tenants.SERVER
                .bean(Workspaces.class)
                .within(b.workspace().id(), Tenants.SERVER.bean(Checkpoints.class)::size);
        String none = "/api/v1/workspaces/no-such-company-at-all";
        for (String what : List.of(
                "/audit",
                "/audit/checkpoint",
                "/audit/export?format=bundle",
                "/audit/events/evt_0",
                "/audit/events/evt_0/proof",
                "/audit/events/evt_" + size,
                "/audit/events/evt_" + size + "/proof")) {
            String theirs = seen(of(b.path(what)));
            assertThat(theirs).startsWith("404 ").isEqualTo(seen(of(none + what)));
            String byId = "/api/v1/workspaces/" + b.workspace().id().value() + what;
            assertThat(seen(of(byId))).isEqualTo(theirs);
        }
        for (String file : List.of("/trust.json", "/trust", "/")) {
            assertThat(Tenants.SERVER.get(file).body())
                    .doesNotContain(b.workspace().id().toString())
                    .doesNotContain(b.workspace().slug().value())
                    .doesNotContain(size + " events");
        }
    }

    private HttpResponse<String> of(String path) {
        return Tenants.SERVER.get(path, "Authorization", a.bearer());
    }

    private int status(String path) {
        return Tenants.SERVER.get(path, a.member().header()).statusCode();
    }

    /** What is the same for nothing and for something of another's: without the id of the request itself. */
    private static String seen(HttpResponse<String> answer) {
        String form = answer.headers().map().keySet().stream().sorted().collect(Collectors.joining(","));
        return answer.statusCode() + " " + form + " " + answer.body().replaceAll("req_[0-9a-f]{16}", "req");
    }

    private long made() {
        return entries("token.created").count();
    }

    private Stream<AuditEntry> entries(String verb) {
        return Tenants.SERVER
                .bean(Workspaces.class)
                .within(
                        a.workspace().id(),
                        () -> Tenants.SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 501))
                .stream()
                .filter(entry -> entry.verb().equals(verb));
    }

    /** It is written when the answer is out already. */
    private AuditEntry awaited(String verb) {
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < patience) {
            var found = entries(verb).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no " + verb + " within 10 seconds");
    }

    /** Every header and payload of the log, and the installation's own. */
    private String stored() {
        String own = Tenants.SERVER
                .bean(Workspaces.class)
                .within(
                        a.workspace().id(),
                        () ->
                                Tenants.SERVER
                                        .bean(TenantSql.class)
                                        .sql("""
                        select header || ' ' || coalesce(convert_from(payload, 'UTF8'), '')
                          from audit_entry
                         where workspace_id = :workspace
                        """)
                                        .query((row, _) -> row.getString(1))
                                        .list()
                                        .stream()
                                        .collect(Collectors.joining("\n")));
        String ofInstallation = Tenants.SERVER
                .bean(dev.mullion.tenancy.GlobalSql.class)
                .sql("""
                select action || ' ' || actor || ' ' || subject || ' ' || detail
                  from installation_event
                """)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.joining("\n"));
        return own + "\n" + ofInstallation;
    }
}
