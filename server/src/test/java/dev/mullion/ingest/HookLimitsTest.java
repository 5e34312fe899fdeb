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
            for (Socket large : List.of(first, second, third)) {
                send(large, LARGE - 1);
            }

            assertThat(intake.server
                            .deliver(intake.hook, "pull_request", Intake.OPENED)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @Attack("reliability-23")
    void anAnnouncementTakesNoRoom() throws IOException {
        Intake intake = Intake.on(TestServer.shared());
        List<Socket> announced = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                announced.add(unfinished(intake));
            }

            assertThat(intake.server
                            .deliver(intake.hook, "pull_request", Intake.OPENED)
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : announced) {
                socket.close();
            }
        }
    }

    @Test
    @Attack("reliability-23")
    void whoWaitsToBeAskedForItsBodyIsAsked() throws IOException {
        Intake intake = Intake.on(TestServer.shared());
        try (Socket waiting = unfinished(intake)) {
            waiting.setSoTimeout(4_000);

            assertThat(new String(waiting.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
        }
    }

    @Test
    @Attack("isolation-54")
    void aStrangerWithMadeUpKeysIsLimitedAndTakesNobodysTurn() throws IOException {
        try (TestServer server = TestServer.start()) {
            Intake intake = Intake.on(server);
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                answers.add(server.post("/hooks/github/made-up-" + i, "{}").statusCode());
            }

            assertThat(answers).startsWith(401).contains(429).containsOnly(401, 429);
            assertThat(server.deliver(intake.hook, "pull_request", Intake.OPENED)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** A sender that announces much and waits to be asked for it. */
    private static Socket unfinished(Intake intake) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), intake.server.address().getPort());
        socket.getOutputStream()
                .write(("POST " + intake.hook.url().getPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
                                + LARGE + "\r\nExpect: 100-continue\r\nX-GitHub-Event: push\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** All of it, or as much as the server takes before it turns the body away. */
    private static void send(Socket socket, int bytes) {
        try {
            socket.getOutputStream().write(new byte[bytes]);
        } catch (IOException _) {
            // Turned away with 503: that is what the room kept for small ones is for.
        }
    }
}
