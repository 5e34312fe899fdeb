package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.DatabaseAccess;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Attack({"reliability-45", "reliability-47"})
class DatabaseOutageTest {

    private final TestServer server = TestServer.start();
    private final String url = server.bean(DatabaseAccess.class).url();

    @AfterEach
    void stop() throws SQLException {
        allowConnections(true);
        server.close();
    }

    @Test
    void inventsNothingWhileTheDatabaseIsAwayAndGoesOnWhenItIsBack() throws SQLException {
        Intake intake = Intake.on(server);
        UUID id = UUID.randomUUID();
        byte[] body = GitHubBodies.bytes(GitHubBodies.pullRequest("opened"));
        assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                        .body())
                .isEqualTo("kept");
        assertThat(intake.rows().deliveries()).isEqualTo(1);

        allowConnections(false);
        HttpResponse<String> away = server.deliver(intake.hook, "pull_request", id, body);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(away.body()).doesNotContainIgnoringCase("sql").doesNotContain("mullion_app");

        allowConnections(true);
        assertThat(server.deliver(intake.hook, "pull_request", id, body).body()).isEqualTo("kept");
        assertThat(intake.rows().deliveries()).isEqualTo(2);
        assertThat(intake.rows().pullRequests()).isEqualTo(1);
    }

    @Test
    void answersAHookThatItHasNotSeenBeforeWithTryAgain() throws SQLException {
        Intake intake = Intake.on(server);
        allowConnections(false);

        assertThat(intake.deliver("push", GitHubBodies.push("refs/heads/one")).statusCode())
                .isEqualTo(503);
    }

    /** A restart breaks every connection of the pool at once; the pool would lend those used just now unchecked. */
    @Test
    void losesNoDeliveryToARestartOfTheDatabase() throws SQLException {
        Intake intake = Intake.on(server);
        for (int i = 0; i < 5; i++) {
            assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                            .body())
                    .isEqualTo("kept");
            endConnections();
        }
        assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                        .body())
                .isEqualTo("kept");
        assertThat(intake.rows().deliveries()).isEqualTo(6);
    }

    private void allowConnections(boolean allowed) throws SQLException {
        asAdministrator("alter database " + database() + " allow_connections " + allowed);
        if (!allowed) {
            endConnections();
        }
    }

    private void endConnections() throws SQLException {
        asAdministrator("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database() + "'");
    }

    private String database() {
        return url.substring(url.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
    }

    private static void asAdministrator(String sql) throws SQLException {
        var admin = TestPostgres.server();
        try (var connection = DriverManager.getConnection(
                        admin.jdbcUrl("postgres"),
                        "postgres",
                        TestPostgres.createDatabase("away").password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
