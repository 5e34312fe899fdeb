package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** However a hook's address is spelled: its receiver takes the delivery, or nobody does. */
class HookAddressTest {

    static final String[] SPELLINGS = {
        "/hooks/github/KEY",
        "//hooks/github/KEY",
        "/hooks//github///KEY",
        "/./hooks/./github/KEY",
        "/w/../hooks/github/KEY",
        "/assets/../hooks/github/KEY",
        "/hooks;x/github/KEY",
        "/;x/hooks/github/KEY",
        "/hooks/github;jsessionid=1/KEY;x=y",
        "/%68ooks/github/KEY",
        "/hooks%2fgithub/KEY",
        "/hooks/..%2fhooks/github/KEY",
        "/hooks/%2e%2e/hooks/github/KEY",
        "/hooks/..;/hooks/github/KEY",
        "/hooks/github/KEY/",
        "/hooks/github/KEY%00",
        "/hooks/github/KEY%20",
        "/hooks/github/KEY%0a",
        "/hooks/github/KEY.json",
        "/hooks/github/%252e/KEY",
        "/hooks\\github\\KEY",
        "/HOOKS/github/KEY",
        "/hooks/GitHub/KEY",
        "/hooks/github/KEY?key=other",
        "/hooks/github?key=KEY",
        "/hooks/../../hooks/github/KEY",
        "/hooks/../healthz",
        "/hooks/..;/healthz",
        "/hooks/%2e%2e/sign-out",
        "/hooks/github/KEY/../../../api/v1/openapi.json"
    };

    private final Intake intake = Intake.on(TestServer.shared());
    private final String body = new String(Intake.OPENED, StandardCharsets.ISO_8859_1);

    @ParameterizedTest
    @FieldSource("SPELLINGS")
    @Attack({"reliability-21", "reliability-38"})
    void withoutItsSignatureNoSpellingIsTaken(String spelling) throws IOException {
        String answer = post(spelling, "another secret");

        assertThat(answer).matches("(?s)HTTP/1\\.1 [34]\\d\\d .*");
        assertTellsNothing(answer);
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
    }

    @ParameterizedTest
    @FieldSource("SPELLINGS")
    @Attack("reliability-38")
    void withItsSignatureASpellingIsTakenWholeOrRefused(String spelling) throws IOException {
        String answer = post(spelling, intake.hook.secret());

        assertTellsNothing(answer);
        if (answer.startsWith("HTTP/1.1 2")) {
            assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("kept");
            assertThat(intake.rows().pullRequests()).isEqualTo(1);
        } else {
            assertThat(answer).matches("(?s)HTTP/1\\.1 [34]\\d\\d .*");
            assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
        }
    }

    private static void assertTellsNothing(String answer) {
        assertThat(answer.split("HTTP/1\\.1 ", -1)).hasSize(2);
        assertThat(answer).doesNotContain("Exception", "\tat ", "canary", "Tomcat");
    }

    private String post(String spelling, String secret) throws IOException {
        String path = intake.hook.url().getPath();
        String key = path.substring(path.lastIndexOf('/') + 1);
        return RawSocket.send(
                intake.server,
                "POST " + spelling.replace("KEY", key) + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + intake.server.address().getPort()
                        + "\r\nContent-Type: application/json\r\nX-GitHub-Event: pull_request\r\nX-GitHub-Delivery: "
                        + UUID.randomUUID() + "\r\nX-Hub-Signature-256: "
                        + TestServer.signature(secret, Intake.OPENED) + "\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }
}
