package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads a log stands in it, and their reading does not become the log. */
class ReadersTest {

    private static final String READ = "audit.read";
    private static final String PROOF = "audit.proof-taken";

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final String page = "/w/" + workspace.slug() + "/audit";
    private final String api = "/api/v1/workspaces/" + workspace.slug() + "/audit";

    @Test
    void aPersonWhoLooksAgainAndAgainIsOneLine() {
        TestServer.Member auditor = server.manager(workspace);
        String first = server.get(page, auditor.header()).body();
        String second = server.get(page, auditor.header()).body();

        String third = server.get(page, auditor.header()).body();

        assertThat(first).doesNotContain("read this log");
        assertThat(second).contains("read this log");
        assertThat(rows(third)).hasSameSizeAs(rows(second));
        assertThat(entries(READ)).singleElement().satisfies(entry -> {
            assertThat(entry.actor().name()).isEqualTo(auditor.id().toString());
            assertThat(entry.subject()).isEqualTo("log");
            assertThat(entry.detail()).contains("15 minutes");
        });
    }

    @Test
    void eachReaderIsALineOfTheirOwnPersonsAndPrograms() {
        TestServer.Member one = server.manager(workspace);
        TestServer.Member other = server.manager(workspace);
        String token = "Bearer " + server.token(workspace, "audit:read");

        server.get(page, one.header());
        server.get(page, other.header());
        server.get(api, "Authorization", token);
        server.get(api + "/events/evt_1", "Authorization", token);
        server.get(api + "/checkpoint", "Authorization", token);

        assertThat(entries(READ))
                .extracting(entry -> entry.actor().kind().word())
                .containsExactlyInAnyOrder("person", "person", "token");
    }

    @Test
    void whoPagesThroughEverythingReadsTheSameAsBeforeTheyCame() {
        for (int number = 0; number < 7; number++) {
            server.endpoint(workspace);
        }
        String token = "Bearer " + server.token(workspace, "audit:read");
        long before = size();
        List<String> paged = new ArrayList<>();
        String next = api + "?limit=3";
        while (!next.isEmpty()) {
            HttpResponse<String> answer = server.get(next, "Authorization", token);
            paged.add(answer.body());
            next = answer.headers()
                    .firstValue("Link")
                    .map(link -> link.replaceAll("<([^>]+)>.*", "$1"))
                    .orElse("");
        }

        assertThat(paged).hasSizeGreaterThan(2).noneMatch(answer -> answer.contains(READ));
        assertThat(size()).isEqualTo(before + 1);
    }

    @Test
    void theNextQuarterOfAnHourIsAnotherLine() {
        TestServer.Member auditor = server.manager(workspace);
        server.get(page, auditor.header());
        shift("- interval '14 minutes'");
        server.get(page, auditor.header());
        assertThat(entries(READ)).hasSize(1);

        shift("- interval '1 minute'");
        server.get(page, auditor.header());

        assertThat(entries(READ)).hasSize(2);
    }

    /** Else nobody would be recorded until the clock is where it was. */
    @Test
    void aClockThatWentBackHidesNoReader() {
        TestServer.Member auditor = server.manager(workspace);
        server.get(page, auditor.header());

        shift("+ interval '1 year'");
        server.get(page, auditor.header());

        assertThat(entries(READ)).hasSize(2);
    }

    @Test
    void manyReadsAtOnceAreOneLine() throws Exception {
        TestServer.Member auditor = server.manager(workspace);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<HttpResponse<String>>> asked = new ArrayList<>();
            for (int number = 0; number < 16; number++) {
                asked.add(threads.submit(() -> server.get(page, auditor.header())));
            }
            for (Future<HttpResponse<String>> one : asked) {
                assertThat(one.get().statusCode()).isEqualTo(200);
            }
        }

        assertThat(entries(READ)).hasSize(1);
    }

    /** What is remembered of readers goes with the first read after its time. */
    @Test
    void remembersNoMoreReadersThanThereWereInAQuarterOfAnHour() {
        for (int number = 0; number < 3; number++) {
            server.get(page, server.manager(workspace).header());
        }
        shift("- interval '16 minutes'");

        server.get(page, server.manager(workspace).header());

        assertThat(inside(() -> server.bean(TenantSql.class)
                        .sql("select count(*) from audit_reader where workspace_id = :workspace")
                        .query(Long.class)
                        .single()))
                .isEqualTo(1);
    }

    @Test
    void eachProofThatIsTakenIsALineOfItsOwn() {
        TestServer.Member auditor = server.manager(workspace);
        String token = "Bearer " + server.token(workspace, "audit:read");

        assertThat(server.get(page + "/0/proof", auditor.header()).statusCode()).isEqualTo(200);
        assertThat(server.get(page + "/1/proof", auditor.header()).statusCode()).isEqualTo(200);
        assertThat(server.get(api + "/events/evt_0/proof", "Authorization", token)
                        .statusCode())
                .isEqualTo(200);

        assertThat(entries(PROOF)).extracting(AuditEntry::subject).containsExactlyInAnyOrder("0", "1", "0");
        assertThat(entries(READ)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/990099/proof", "/x/proof", "/-1/proof"})
    void aProofThatThereIsNotLeavesNothing(String path) {
        TestServer.Member auditor = server.manager(workspace);

        assertThat(server.get(page + path, auditor.header()).statusCode()).isEqualTo(404);

        assertThat(entries(PROOF)).isEmpty();
    }

    @Test
    void whoMayNotReadLeavesNoRead() {
        TestServer.Member other = server.person(workspace, "engineering:read");
        TestServer.Member stranger = server.manager(server.newWorkspace());

        assertThat(server.get(page, other.header()).statusCode()).isEqualTo(404);
        assertThat(server.get(page, stranger.header()).statusCode()).isEqualTo(404);

        assertThat(entries(READ)).isEmpty();
    }

    private static List<String> rows(String body) {
        return org.jsoup.Jsoup.parse(body).select("main li, main tr").eachText();
    }

    private void shift(String by) {
        server.asAdministrator("update mullion.audit_reader set read_at = read_at " + by + " where workspace_id = '"
                + workspace.id().value() + "'");
    }

    private long size() {
        return inside(() -> server.bean(Checkpoints.class).size());
    }

    private List<AuditEntry> entries(String verb) {
        return inside(() -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 500)).stream()
                .filter(entry -> entry.verb().equals(verb))
                .toList();
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return server.bean(Workspaces.class).within(workspace.id(), work);
    }
}
