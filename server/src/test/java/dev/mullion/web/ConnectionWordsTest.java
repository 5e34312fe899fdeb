package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connection.Kind;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.github.GitHubManifest;
import dev.mullion.web.view.part.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionWordsTest {

    /** GitHub is read every quarter of an hour; a webhook has no schedule. */
    @ParameterizedTest
    @CsvSource({
        "APP, PT29M, FRESH",
        "APP, PT31M, STALE",
        "ENDPOINT, PT31M, FRESH",
        "ENDPOINT, PT23H, FRESH",
        "ENDPOINT, PT25H, STALE"
    })
    void whatIsReadByTheClockIsStaleAfterTwiceItsSchedule(Kind kind, Duration ago, Freshness.State state) {
        Instant now = Company.WORDING.now();
        Connection connection = new Connection(
                new ConnectionId(UUID.randomUUID()),
                "github",
                kind,
                null,
                Connection.State.ACTIVE,
                1L,
                0,
                true,
                now,
                now,
                null,
                false);

        Freshness freshness =
                ConnectionWords.freshness(connection, GitHubManifest.manifest(), now.minus(ago), Company.WORDING);

        assertThat(freshness.state()).isEqualTo(state);
    }
}
