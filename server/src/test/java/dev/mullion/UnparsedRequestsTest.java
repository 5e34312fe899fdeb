package dev.mullion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * What the web server cannot parse it quotes in its log, once a day for each kind, so that a test which sent such a
 * request would see it by luck only: links, tokens, session cookies and form fields among it.
 */
class UnparsedRequestsTest {

    private static final String CANARY = "canary4711canary4711canary4711canary4711";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.coyote.http11.Http11Processor",
                "org.apache.coyote.http11.Http11InputBuffer",
                "org.apache.tomcat.util.http.Parameters",
                "org.apache.tomcat.util.http.parser.Cookie",
                "org.apache.tomcat.util.http.parser.HttpParser"
            })
    @Attack("isolation-55")
    void areNotQuotedInTheLog(String logger) {
        assertThat(TestServer.shared().get("/healthz").statusCode()).isEqualTo(200);

        assertThat(LoggerFactory.getLogger(logger).isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger(logger).isWarnEnabled()).isTrue();
    }

    /** What leads nowhere: the log would keep what was only mistyped, and tell it to whoever reads logs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/link/" + CANARY,
                "/set-up/" + CANARY,
                "/lnk/" + CANARY,
                "/w/sample/settings/tokens/" + CANARY,
                "/api/v1/workspaces/sample/tokenz/" + CANARY,
                "/?x=%zz" + CANARY,
                "/link/one?secret=" + CANARY + "&x=%zz",
                "/w/sample/%00" + CANARY,
                "/w/sample/%2e%2e/" + CANARY,
                "/hooks/github/" + CANARY,
                "/link/" + CANARY + "?<>"
            })
    @Attack("isolation-55")
    void leaveNothingOfThemselvesInTheLog(String target) throws IOException {
        try (Overheard log = Overheard.listen()) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                String answer = send(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: a=" + CANARY
                        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

                assertThat(answer).startsWith("HTTP/1.1 ");
            }
            assertThat(log.text()).doesNotContain(CANARY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/w/sample/%00", "/link/%00", "/%zz", "/w/%e0%80", "/api/v1/%00"})
    @Attack({"isolation-55", "reliability-38"})
    void areAnsweredInWordsOfOurOwnWithTheHeadersOfEveryAnswer(String target) throws IOException {
        String answer = send("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("Malformed address")
                .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: ", "Cache-Control: no-store")
                .contains(
                        target.startsWith("/api/")
                                ? "Content-Type: application/problem+json"
                                : "Content-Type: text/plain;charset=utf-8")
                .doesNotContain("<html", "Tomcat", "Apache");
    }

    private static String send(String request) throws IOException {
        URI address = TestServer.shared().address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
