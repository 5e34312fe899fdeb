package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.ExportFormat;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.keys.KeyRing;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What leaves an installation as a file, and what stays in it after it was deleted. */
class LeavingsTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final String marker = "=marker-of-" + workspace.slug() + "-end";

    @Test
    @Attack("isolation-50")
    void aFileNamesNobodyElseAndNoCellOfItIsAFormula() {
        Workspace other = server.newWorkspace();
        deliver(server.endpoint(other), "other-" + marker);
        deliver(server.endpoint(workspace), marker);

        HttpResponse<String> file = server.get(
                "/w/" + workspace.slug() + "/engineering/pull-requests.csv",
                server.manager(workspace).header());

        assertThat(file.body()).contains(",\"'" + marker + "\",").doesNotContain("other-", ",\"=", ",=");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"pull-requests.csv\"");
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    @Attack("isolation-50")
    void anExportedLogNamesNobodyElseAndNoCellOfItIsAFormula(ExportFormat format) {
        Workspace other = server.newWorkspace();
        record(other, "=other-" + marker);
        record(workspace, marker);

        HttpResponse<String> file = server.get(
                "/w/" + workspace.slug() + "/audit/export?format=" + format.word(),
                server.manager(workspace).header());

        String id = other.id().value().toString();
        assertThat(readable(file.body())).contains(marker).doesNotContain("other-", id, other.slug() + "\"");
        assertThat(file.body().lines().filter(line -> format == ExportFormat.CSV))
                .noneMatch(line -> line.matches("(.*,)?\"?=.*"));
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"" + workspace.slug() + format.suffix() + "\"");
    }

    /** A bundle has its payloads in base64. */
    private static String readable(String body) {
        return body.lines()
                .map(line -> line.split(" "))
                .map(words -> words.length > 4 && words[0].equals("event") && !words[3].equals("-")
                        ? new String(Base64.getDecoder().decode(words[3]), StandardCharsets.UTF_8)
                        : String.join(" ", words))
                .collect(Collectors.joining("\n"));
    }

    /** Its keys are gone for good, and with them what was sealed; names that stand in the clear stay in their rows. */
    @Test
    @Attack("isolation-56")
    void aWorkspaceThatWasErasedIsReachedByNothingThoughItsRowsStay() throws SQLException {
        TestServer.Hook hook = server.endpoint(workspace);
        deliver(hook, marker);
        String[] manager = server.manager(workspace).header();
        String[] token = {"Authorization", "Bearer " + server.token(workspace, "engineering:read,audit:read")};
        List<String> paths = List.of("/engineering/pull-requests.csv", "/audit/export?format=csv", "/audit");
        assertThat(tablesWith(marker)).containsExactly("label");

        server.bean(Workspaces.class).erase(workspace.id());

        for (String path : paths) {
            HttpResponse<String> page = server.get("/w/" + workspace.slug() + path, manager);
            assertThat(page.statusCode())
                    .isEqualTo(server.get("/w/never" + path, manager).statusCode());
            assertThat(page.body()).doesNotContain(marker);
        }
        String export = "/audit/export?format=csv";
        HttpResponse<String> answer = server.get("/api/v1/workspaces/" + workspace.slug() + export, token);
        assertThat(answer.statusCode()).isIn(401, 403, 404);
        assertThat(server.deliver(hook, "pull_request", GitHubBodies.bytes(GitHubBodies.pullRequest("opened")))
                        .statusCode())
                .as("as where keys cannot be had: nothing is taken")
                .isEqualTo(503);
        assertThat(server.bean(Workspaces.class).find(workspace.id())).isEmpty();
        assertThat(server.bean(KeyRing.class).sets().isDestroyed(workspace.id().value()))
                .isTrue();
        assertThat(tablesWith(marker)).as("what stays").containsExactly("label");
    }

    private void record(Workspace where, String detail) {
        server.bean(Workspaces.class).within(where.id(), () -> {
            server.bean(AuditTrail.class)
                    .record(new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", detail));
            return true;
        });
    }

    @Test
    @Attack("isolation-56")
    void aLabelThatWasDeletedIsInNoTableAnyMore() throws SQLException {
        TestServer.Hook hook = server.endpoint(workspace);
        deliver(hook, marker);
        assertThat(tablesWith(marker)).containsExactly("label");

        String[] manager = server.manager(workspace).header();
        String home = server.get("/w/" + workspace.slug(), manager).body();
        String csrf = Jsoup.parse(home).select("meta[name=csrf]").attr("content");
        String connection = "/w/" + workspace.slug() + "/integrations/" + hook.id();
        assertThat(server.post(connection + "/labels", "labels=off&_csrf=" + csrf, manager)
                        .statusCode())
                .isEqualTo(303);

        assertThat(tablesWith(marker)).isEmpty();
    }

    private void deliver(TestServer.Hook hook, String name) {
        Map<String, Object> body = GitHubBodies.pullRequest("opened");
        GitHubBodies.with(body, "repository.name", name);
        assertThat(server.deliver(hook, "pull_request", GitHubBodies.bytes(body))
                        .statusCode())
                .isEqualTo(200);
    }

    /** As the database's administrator, who sees every row of everybody. */
    private List<String> tablesWith(String marker) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = TestPostgres.administrator(
                        server.bean(DatabaseAccess.class).url());
                var tables = connection
                        .createStatement()
                        .executeQuery("select relname from pg_class where relnamespace = 'mullion'::regnamespace"
                                + " and relkind in ('r', 'p', 'm') order by 1")) {
            while (tables.next()) {
                String table = tables.getString(1);
                try (var search = connection.prepareStatement(
                        "select count(*) from mullion." + table + " t where t::text like ?")) {
                    search.setString(1, "%" + marker + "%");
                    try (var row = search.executeQuery()) {
                        row.next();
                        if (row.getLong(1) > 0) {
                            found.add(table);
                        }
                    }
                }
            }
        }
        return found;
    }
}
