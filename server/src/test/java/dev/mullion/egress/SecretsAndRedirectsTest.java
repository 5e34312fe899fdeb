package dev.mullion.egress;

import static dev.mullion.egress.TestEgress.TEXT;
import static dev.mullion.egress.TestVendor.say;
import static dev.mullion.egress.TestVendor.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mullion.Attack;
import dev.mullion.egress.Outcome.Answered;
import dev.mullion.egress.Outcome.Refusal;
import dev.mullion.egress.Outcome.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SecretsAndRedirectsTest {

    private static final String TOKEN = "vnd_tok_5f1c0a";
    private static final HostBound SECRET = TestSecret.of(TOKEN, "127.0.0.1");
    private static final HostBound OF_ANOTHER = TestSecret.of(TOKEN, "api.vendor.example");

    private final HandTime time = new HandTime();

    private static Outcome<String> ask(LimitedClient client, Origin at, Credential... credential) {
        Call call = Call.get(Endpoint.get(at, "/list").address(List.of()), "a");
        return client.send(credential.length == 0 ? call : call.with(credential[0]), TEXT);
    }

    private static Endpoint[] lists(TestVendor... vendors) {
        return Arrays.stream(vendors)
                .flatMap(vendor ->
                        List.of(Endpoint.get(vendor.origin(), "/list"), Endpoint.get(vendor.origin(), "/moved"))
                                .stream())
                .toArray(Endpoint[]::new);
    }

    private static void isRefused(Outcome<String> outcome, Refusal why) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private static TestVendor pointing(String status, String to) {
        return TestVendor.start((request, out) -> say(
                out,
                request.line().contains("/moved")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere"
                        : "HTTP/1.1 " + status + "\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n"));
    }

    @Test
    void aSecretGoesToTheHostThatItNames() {
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "{}"));
                Egress egress = TestEgress.to(time, vendor)) {
            LimitedClient client = egress.client(TestEgress.permit(lists(vendor)));

            assertThat(ask(client, vendor.origin(), sending -> sending.bearer(SECRET)))
                    .isInstanceOf(Answered.class);
            assertThat(vendor.received().getFirst().headers()).containsEntry("authorization", "Bearer " + TOKEN);
        }
    }

    @Test
    @Attack({"secrets-14", "secrets-15"})
    void andToNoOtherInNoPartOfARequest() {
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "{}"));
                Egress egress = TestEgress.to(time, vendor)) {
            LimitedClient client = egress.client(TestEgress.permit(lists(vendor)));

            for (Credential credential : List.<Credential>of(
                    sending -> sending.bearer(OF_ANOTHER),
                    sending -> sending.basic("client", OF_ANOTHER),
                    sending -> sending.header("X-Api-Key", OF_ANOTHER),
                    sending -> sending.field("refresh_token", OF_ANOTHER),
                    sending -> sending.bearer(OF_ANOTHER.making(bytes -> bytes.clone())),
                    sending -> {
                        try {
                            sending.bearer(OF_ANOTHER);
                        } catch (RuntimeException _) {
                            // a careless caller
                        }
                    })) {
                isRefused(ask(client, vendor.origin(), credential), Refusal.SECRET_NOT_FOR_HOST);
            }
            assertThat(vendor.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"301 x", "302 x", "303 x", "307 x", "308 x"})
    void aRedirectOnTheSameHostIsFollowedWithTheSecretLentAnew(String status) {
        try (TestVendor vendor = pointing(status, "/moved");
                Egress egress = TestEgress.to(time, vendor)) {
            LimitedClient client = egress.client(TestEgress.permit(lists(vendor)));

            assertThat(ask(client, vendor.origin(), sending -> sending.bearer(SECRET)))
                    .isEqualTo(new Answered<>(200, "here", 4));
            assertThat(vendor.received())
                    .extracting(request -> request.headers().get("authorization"))
                    .containsExactly("Bearer " + TOKEN, "Bearer " + TOKEN);
        }
    }

    /** Though the secret names the other host too, and the permit has it: nobody but the caller sends it there. */
    @Test
    @Attack({"secrets-15", "reliability-28"})
    void aSecretIsNeverForwardedToAnotherHost() {
        try (TestVendor other = TestVendor.start(saying("HTTP/1.1 200 OK", "other"));
                TestVendor vendor = pointing("302 x", other.origin() + "/list");
                Egress egress = TestEgress.to(time, vendor, other)) {
            LimitedClient client = egress.client(TestEgress.permit(lists(vendor, other)));

            isRefused(ask(client, vendor.origin(), sending -> sending.bearer(SECRET)), Refusal.REDIRECT);
            assertThat(other.received()).isEmpty();
            assertThat(ask(client, vendor.origin())).isEqualTo(new Answered<>(200, "other", 5));
            assertThat(other.received().getFirst().headers()).doesNotContainKey("authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/list",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/",
                "https://api.vendor.example/list",
                "//api.vendor.example/list",
                "ftp://127.0.0.1/list",
                "file:///etc/passwd",
                "jar:file:///x!/y",
                "data:text/plain,x",
                "gopher://127.0.0.1:6379/_x",
                "/other",
                "/list/../other",
                "/list?x=1",
                "/list#x",
                "http://someone@127.0.0.1/list",
                "\\\\127.0.0.1\\list",
                " ",
                "http://",
                ":"
            })
    @Attack({"reliability-28", "reliability-30"})
    void aRedirectToWhereThePermitDoesNotLeadIsRefused(String to) {
        try (TestVendor vendor = pointing("302 x", to);
                Egress egress = TestEgress.to(time, vendor)) {
            Permit permit = TestEgress.permit(Endpoint.get(vendor.origin(), "/list"));

            isRefused(ask(egress.client(permit), vendor.origin()), Refusal.REDIRECT);
            assertThat(vendor.received()).hasSize(1);
        }
    }

    @Test
    @Attack("reliability-28")
    void aCircleEndsAndABodyIsNeverSentOn() {
        try (TestVendor vendor = pointing("307 x", "/list");
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint token = Endpoint.post(vendor.origin(), "/list");
            LimitedClient client = egress.client(TestEgress.permit(Endpoint.get(vendor.origin(), "/list"), token));

            isRefused(ask(client, vendor.origin()), Refusal.REDIRECT);
            assertThat(vendor.received()).hasSize(1 + Trip.MOST_REDIRECTS);
            Call post = Call.post(token.address(List.of()), "a", new Call.Body.Form(Map.of("a", "b")));
            isRefused(client.send(post, TEXT), Refusal.REDIRECT);
            assertThat(vendor.received()).hasSize(2 + Trip.MOST_REDIRECTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nb", "a\0b", "tö"})
    void aSecretThatWouldBreakALineIsNotSent(String text) {
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "{}"));
                Egress egress = TestEgress.to(time, vendor)) {
            LimitedClient client = egress.client(TestEgress.permit(lists(vendor)));

            assertThatThrownBy(() -> ask(
                            client,
                            vendor.origin(),
                            sending -> sending.header("X-Api-Key", TestSecret.of(text, "127.0.0.1"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(text);
            assertThat(vendor.received()).isEmpty();
        }
    }

    @Test
    void noSecretGoesIntoAHeaderOfTheConnection() {
        Sending sending = new Sending("127.0.0.1");

        for (String name : Set.of("Host", "Content-Length", "Accept", "a b", "X:", "")) {
            assertThatThrownBy(() -> sending.header(name, SECRET)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** What a lambda throws, such as a secret that does not open, is the caller's; nothing was sent. */
    @Test
    void whatTheCredentialThrowsEndsTheCall() {
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "{}"));
                Egress egress = TestEgress.to(time, vendor)) {
            LimitedClient client = egress.client(TestEgress.permit(lists(vendor)));

            assertThatThrownBy(() -> ask(client, vendor.origin(), _ -> {
                        throw new IllegalStateException("locked");
                    }))
                    .hasMessage("locked");
            assertThat(vendor.received()).isEmpty();
            assertThat(egress.wire().inUse()).isZero();
        }
    }

    @Test
    @Attack("secrets-12")
    void noLogOfTheLibraryShowsASecretAtWhateverLevel() {
        Logger library = (Logger) LoggerFactory.getLogger("org.apache.hc");
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        library.addAppender(heard);
        Level before = library.getLevel();
        library.setLevel(Level.TRACE);
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "{\"said\":\"in-the-body-9d2\"}"));
                Egress egress = TestEgress.to(time, vendor)) {
            ask(egress.client(TestEgress.permit(lists(vendor))), vendor.origin(), sending -> sending.bearer(SECRET));
        } finally {
            library.setLevel(before);
            library.detachAppender(heard);
        }

        assertThat(heard.list).isNotEmpty();
        assertThat(heard.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(TOKEN) || line.contains("in-the-body-9d2"));
    }

    @Test
    void whatIsMadeOfASecretGoesNoFurtherThanIt() {
        HostBound made = SECRET.making(
                bytes -> (new String(bytes, StandardCharsets.UTF_8) + ".signed").getBytes(StandardCharsets.UTF_8));

        assertThat(made.mayGoTo("127.0.0.1")).isTrue();
        assertThat(made.mayGoTo("api.vendor.example")).isFalse();
        String lent = made.expose(bytes -> new String(bytes, StandardCharsets.UTF_8));
        assertThat(lent).isEqualTo(TOKEN + ".signed");
        assertThat(made.toString()).doesNotContain(TOKEN);
    }
}
