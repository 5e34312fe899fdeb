package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.Workspace;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

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
