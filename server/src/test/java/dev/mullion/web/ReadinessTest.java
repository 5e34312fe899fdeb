package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.DatabaseAccess;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadinessTest {

    private final TestServer server = TestServer.start();
    private final String url = server.bean(DatabaseAccess.class).url();

    @AfterEach
    void stop() throws SQLException {
        TestPostgres.allowConnections(url, true);
        server.close();
    }

    @Test
    @Attack("reliability-47")
    void isNotReadyWhileTheDatabaseIsAwayButAliveAndReadyWhenItIsBack() throws SQLException {
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);

        TestPostgres.allowConnections(url, false);
        HttpResponse<String> away = server.get("/readyz");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).isEqualTo("not ready\n");
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);

        TestPostgres.allowConnections(url, true);
        while (server.get("/readyz").statusCode() != 200) {
            Thread.onSpinWait();
        }
        assertThat(server.get("/readyz").body()).isEqualTo("ready\n");
    }
}
