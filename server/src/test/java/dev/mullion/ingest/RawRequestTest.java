package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library would send, written to the socket by hand. */
class RawRequestTest {

    private final Intake intake = Intake.on(TestServer.shared());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nPOST /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 50\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhelloGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
                "X-Folded: one\r\n Content-Length: 40\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            })
    @Attack("reliability-38")
    void seesOneRequestAtMostWhereTwoReadersWouldDisagree(String rest) throws IOException {
        String answers = send("POST " + intake.hook.url().getPath() + " HTTP/1.1\r\nHost: " + host() + "\r\n" + rest);

        assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSize(2);
        assertThat(answers).matches("(?s)HTTP/1\\.1 (4\\d\\d|501) .*");
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
    }

    @Test
    @Attack("reliability-38")
    void refusesTwoHosts() throws IOException {
        assertThat(send("POST " + intake.hook.url().getPath() + " HTTP/1.1\r\nHost: " + host()
                        + "\r\nHost: other\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    @Attack("reliability-38")
    void anAbsoluteAddressNamesNoOtherHost() throws IOException {
        assertThat(send("POST http://elsewhere.invalid" + intake.hook.url().getPath() + " HTTP/1.1\r\nHost: " + host()
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 40[01].*");
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
    }

    @Test
    @Attack("reliability-23")
    void refusesAnAnnouncedBodyOfTwentySixMegabytesUnread() throws IOException {
        String answer = send(head() + "Content-Length: 27262976\r\n\r\n{\"title\":\"never read\"");

        assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
    }

    @Test
    @Attack("reliability-21")
    void anUnreadBodyIsNeverTheNextRequest() throws IOException {
        String inner = "POST /smuggled HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
        String padded = "x".repeat(200_000) + inner;
        String answer =
                send(head() + "Content-Encoding: gzip\r\nContent-Length: " + padded.length() + "\r\n\r\n" + padded);

        assertThat(answer).startsWith("HTTP/1.1 415");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).hasSize(2);
    }

    private String head() {
        return "POST " + intake.hook.url().getPath() + " HTTP/1.1\r\nHost: " + host()
                + "\r\nX-GitHub-Event: push\r\nX-GitHub-Delivery: " + UUID.randomUUID()
                + "\r\nX-Hub-Signature-256: sha256="
                + "0".repeat(64) + "\r\n";
    }

    private String host() {
        return "127.0.0.1:" + intake.server.address().getPort();
    }

    private String send(String request) throws IOException {
        return RawSocket.send(intake.server, request);
    }
}
