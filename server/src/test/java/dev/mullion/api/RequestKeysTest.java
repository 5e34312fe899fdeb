package dev.mullion.api;

import static dev.mullion.api.Notes.KEY;
import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.api.Tenants.Tenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the key of a request looks like, and how long it is one. */
class RequestKeysTest {

    @AutoClose
    private final Notes notes = Notes.offered();

    private final Tenant a = notes.tenant;

    @ParameterizedTest
    @MethodSource("shapes")
    @Attack("reliability-5")
    void takesKeysOfOneTo255VisibleCharacters(String key, int status) {
        assertThat(notes.send(key, "{}").statusCode()).isEqualTo(status);
        assertThat(notes.effects()).isEqualTo(status == 201 ? 1 : 0);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("!", 201),
                Arguments.of("~".repeat(255), 201),
                Arguments.of("\"quoted\"", 201),
                Arguments.of("k".repeat(256), 400),
                Arguments.of("", 400),
                Arguments.of("two words", 400),
                Arguments.of("a, a", 400));
    }

    /** By hand: Java's client writes no such header. */
    @Test
    @Attack("reliability-5")
    void refusesAKeyWithLettersBeyondAscii() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SERVER.address().getPort())) {
            String request = "POST " + a.path("/notes") + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + a.bearer()
                    + "\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n"
                    + KEY + ": cl\u00e9\r\n\r\n" + Notes.body("{}");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("/Idempotency-Key");
        }
        assertThat(notes.effects()).isZero();
    }

    @Test
    @Attack("reliability-5")
    void refusesTwoKeysAndKeysOfWhatIsNoPost() {
        HttpRequest.Builder two = SERVER.request(a.path("/notes"), "Authorization", a.bearer(), KEY, "one", KEY, "one")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Notes.body("{}")));

        assertThat(SERVER.send(two).statusCode()).isEqualTo(400);
        assertThat(a.get("/tokens", KEY, "one").body()).contains("/Idempotency-Key");
        assertThat(notes.effects()).isZero();
    }

    @Test
    @Attack("reliability-5")
    void aKeyEndsAfterADayAndNotBefore() {
        notes.send("day", "{}");
        shift("- interval '23 hours 59 minutes'");
        assertThat(notes.send("day", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");

        shift("- interval '1 minute'");
        HttpResponse<String> anew = notes.send("day", "{}");

        assertThat(anew.statusCode()).isEqualTo(201);
        assertThat(anew.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(notes.effects()).isEqualTo(2);
    }

    @Test
    @Attack("reliability-7")
    void aKeyThatEndedStaysEndedWhenTheClockGoesBack() {
        notes.send("before", "{}");
        shift("- interval '25 hours'"); // the clock jumps on by a day
        notes.send("meanwhile", "{}");
        shift("+ interval '25 hours'"); // and back

        HttpResponse<String> anew = notes.send("before", "{}");

        assertThat(anew.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(notes.send("meanwhile", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(notes.effects()).isEqualTo(3);
    }

    @Test
    @Attack("reliability-7")
    void aClockThatGoesBackADayMakesNothingHappenTwice() {
        notes.send("kept", "{}");
        shift("+ interval '24 hours'");

        assertThat(notes.send("kept", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(notes.effects()).isEqualTo(1);
    }

    /** Of the server's clock only the distance to what is stored counts. */
    private void shift(String by) {
        SERVER.asAdministrator("update mullion.request set expires_at = expires_at " + by + " where workspace_id = '"
                + a.workspace().id().value() + "'");
    }
}
