package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.DatabaseAccess;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.event.ContextClosedEvent;

@Timeout(60)
class StoppingTest {

    @Test
    void aServerThatStopsAnswersTheDeliveryInFlightAndWhatItAnsweredIsThere() throws Exception {
        UUID id = UUID.randomUUID();
        try (TestServer server = TestServer.start();
                HttpClient github = HttpClient.newHttpClient()) {
            String url = server.bean(DatabaseAccess.class).url();
            Intake intake = Intake.on(server);
            CountDownLatch stopping = new CountDownLatch(1);
            server.context().addApplicationListener((ContextClosedEvent _) -> stopping.countDown());
            CompletableFuture<HttpResponse<String>> answer;
            Thread stop;
            try (Held _ = Held.of(intake, intake.hook.id())) {
                answer = github.sendAsync(
                        server.delivery(intake.hook, "pull_request", id, Intake.OPENED)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                awaitSomebodyWaiting(url);
                stop = Thread.ofPlatform().start(server.context()::close);
                stopping.await();
            }
            stop.join();

            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(count(url, "select count(*) from mullion.delivery where id = '" + id + "'"))
                    .isEqualTo(1);
        }
    }

    /** Until a statement of the server's waits for the row that is held. */
    private static void awaitSomebodyWaiting(String url) throws SQLException {
        while (count(url, """
                        select count(*) from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock'
                        """) == 0) {
            Thread.onSpinWait();
        }
    }

    private static long count(String url, String sql) throws SQLException {
        try (Connection connection = TestPostgres.administrator(url);
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
