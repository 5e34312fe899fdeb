package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a hook refuses for its number or size, over the wire, and what it remembers across a restart. */
class HookLimitsTest {

    private static final int MORE_THAN_A_FULL_BUCKET = 200;
    private static final int LARGE = 24 * 1024 * 1024;

    @Test
    @Attack("isolation-54")
    void aFloodedHookSaysWhenToComeBackAndItsNeighbourTakesDeliveriesAllTheWhile() {
        try (TestServer server = TestServer.start(1)) {
            Intake flooded = Intake.on(server);
            Intake neighbour = Intake.on(server);

            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int i = 0; i < MORE_THAN_A_FULL_BUCKET; i++) {
                answers.add(server.deliver(flooded.hook, "pull_request", Intake.OPENED));
            }

            HttpResponse<String> refused = answers.getLast();
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 60L);
            assertThat(refused.headers().firstValue("RateLimit"))
                    .hasValueSatisfying(limit -> assertThat(limit).startsWith("\"hook\";r=0"));
            assertThat(answers.getFirst().statusCode()).isEqualTo(200);
            assertThat(server.deliver(neighbour.hook, "pull_request", Intake.OPENED)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatWasProcessedBeforeARestartIsADuplicateAfterIt() {
        UUID id = UUID.randomUUID();
        TestServer server = TestServer.start();
        try {
            Intake intake = Intake.on(server);
            assertThat(server.deliver(intake.hook, "pull_request", id, Intake.OPENED)
                            .body())
                    .isEqualTo("kept");

            server = server.restarted();

            assertThat(server.deliver(intake.hook, "pull_request", id, Intake.OPENED)
                            .body())
                    .isEqualTo("duplicate");
        } finally {
            server.close();
        }
    }

    @Test
    @Attack("reliability-23")
    void aSmallDeliveryWaitsForNoLargeOne() throws IOException {
        Intake intake = Intake.on(TestServer.shared());
        try (Socket first = unfinished(intake);
                Socket second = unfinished(intake);
                Socket third = unfinished(intake)) {
            third.setSoTimeout(5_000);

            assertThat(new String(third.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 503");
            assertThat(intake.server
                            .deliver(intake.hook, "pull_request", Intake.OPENED)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(first.getInputStream().available()).isZero();
            assertThat(second.getInputStream().available()).isZero();
        }
    }

    /** A sender that announces much and is slow to send it; the server has taken it in once it asks for more. */
    private static Socket unfinished(Intake intake) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), intake.server.address().getPort());
        socket.getOutputStream()
                .write(("POST " + intake.hook.url().getPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
                                + LARGE + "\r\nExpect: 100-continue\r\nX-GitHub-Event: push\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
