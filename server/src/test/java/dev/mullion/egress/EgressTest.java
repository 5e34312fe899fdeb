package dev.mullion.egress;

import static dev.mullion.egress.TestEgress.TEXT;
import static dev.mullion.egress.TestVendor.inTurn;
import static dev.mullion.egress.TestVendor.say;
import static dev.mullion.egress.TestVendor.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.egress.Outcome.Answered;
import dev.mullion.egress.Outcome.Interrupted;
import dev.mullion.egress.Outcome.Limited;
import dev.mullion.egress.Outcome.Refusal;
import dev.mullion.egress.Outcome.Refused;
import dev.mullion.egress.Outcome.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

    private static final String OK = "HTTP/1.1 200 OK";

    private final HandTime time = new HandTime();

    private Outcome<String> get(TestVendor vendor) {
        return get(vendor, call -> call);
    }

    private Outcome<String> get(TestVendor vendor, UnaryOperator<Call> more) {
        Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");
        try (Egress egress = TestEgress.to(time, vendor)) {
            return egress.client(TestEgress.permit(endpoint).withHeaders("X-Vendor-Version"))
                    .send(more.apply(Call.get(endpoint.address(List.of()), "a")), TEXT);
        }
    }

    private Outcome<String> post(TestVendor vendor, Endpoint endpoint, Call.Body body) {
        try (Egress egress = TestEgress.to(time, vendor)) {
            return egress.client(TestEgress.permit(endpoint))
                    .send(Call.post(endpoint.address(List.of()), "a", body), TEXT);
        }
    }

    @Test
    void asksGraphQlInTheDeclaredWordsAloneAndNothingElseThere() {
        try (TestVendor vendor = TestVendor.start(saying(OK, "{}"))) {
            Endpoint endpoint = Endpoint.graphQl(vendor.origin(), "/graphql", "query { viewer { id } }");

            assertThat(post(vendor, endpoint, new Call.Body.GraphQl("query { viewer { login } }", Map.of())))
                    .isInstanceOf(Refused.class);
            assertThat(post(vendor, endpoint, new Call.Body.Json("{}"))).isInstanceOf(Refused.class);
            assertThat(post(
                            vendor,
                            Endpoint.postThatReads(vendor.origin(), "/graphql"),
                            new Call.Body.GraphQl("query { viewer { id } }", Map.of())))
                    .isInstanceOf(Refused.class);
            assertThat(vendor.received()).isEmpty();
            assertThat(post(vendor, endpoint, new Call.Body.GraphQl("query { viewer { id } }", Map.of("a", "\"1\""))))
                    .isInstanceOf(Answered.class);
            assertThat(vendor.received())
                    .singleElement()
                    .satisfies(request -> assertThat(request.body())
                            .contains("\"query\":\"query { viewer { id } }\"", "\"a\":\"\\\"1\\\"\""));
        }
    }

    @Test
    void addsUpWhatAVendorAnswered() {
        try (TestVendor vendor = TestVendor.start(saying(OK, "{\"a\":1}"));
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");
            LimitedClient client = egress.client(TestEgress.permit(endpoint));
            assertThat(egress.bytesRead(TestEgress.permit(endpoint).vendor())).isZero();
            client.send(Call.get(endpoint.address(List.of()), "a"), TEXT);
            client.send(Call.get(endpoint.address(List.of()), "b"), TEXT);

            assertThat(egress.bytesRead(TestEgress.permit(endpoint).vendor())).isEqualTo(14);
        }
    }

    @Test
    void asksAndHasTheAnswerReadAndCounted() {
        try (TestVendor vendor = TestVendor.start(saying(OK + "\r\nX-More: yes", "{\"a\":1}"))) {
            Outcome<String> outcome = get(vendor, call -> call.header("X-Vendor-Version", "7"));

            assertThat(outcome).isEqualTo(new Answered<>(200, "{\"a\":1}", 7));
            assertThat(vendor.received()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("GET /list HTTP/1.1");
                assertThat(request.headers())
                        .containsEntry("host", "127.0.0.1:" + vendor.port())
                        .containsEntry("accept", "application/json")
                        .containsEntry("user-agent", "Mullion")
                        .containsEntry("x-vendor-version", "7")
                        .doesNotContainKeys("authorization", "cookie", "expect");
            });
        }
    }

    @Test
    void anErrorIsAnAnswerToo() {
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 404 Not Found", "no such"))) {
            assertThat(get(vendor)).isEqualTo(new Answered<>(404, "no such", 7));
        }
    }

    @Test
    void sendsAFormWithTheSecretFieldsThatAreLent() {
        try (TestVendor vendor = TestVendor.start(saying(OK, "{}"))) {
            Endpoint token = Endpoint.post(vendor.origin(), "/token");
            try (Egress egress = TestEgress.to(time, vendor)) {
                egress.client(TestEgress.permit(token))
                        .send(
                                Call.post(
                                                token.address(List.of()),
                                                "a",
                                                new Call.Body.Form(Map.of("grant_type", "refresh_token")))
                                        .with(sending -> sending.basic("client", TestSecret.of("s:cret", "127.0.0.1"))
                                                .field("refresh_token", TestSecret.of("r&t=1", "127.0.0.1"))),
                                TEXT);
            }

            assertThat(vendor.received()).singleElement().satisfies(request -> {
                assertThat(request.body()).isEqualTo("grant_type=refresh_token&refresh_token=r%26t%3D1");
                assertThat(request.headers()).containsEntry("authorization", "Basic Y2xpZW50OnM6Y3JldA==");
            });
        }
    }

    @Test
    void refusesWhatThePermitDoesNotSay() {
        try (TestVendor vendor = TestVendor.start(saying(OK, "{}"));
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint list = Endpoint.get(vendor.origin(), "/list");
            LimitedClient client = egress.client(TestEgress.permit(list));

            for (Call call : List.of(
                    Call.get(Endpoint.get(vendor.origin(), "/other").address(List.of()), "a"),
                    Call.delete(list.address(List.of()), "a"),
                    Call.get(list.address(List.of()), "a").header("X-Other", "1"))) {
                assertThat(client.send(call, TEXT))
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.why()).isEqualTo(Refusal.NOT_PERMITTED));
            }
            assertThat(vendor.received()).isEmpty();
        }
    }

    @Test
    @Attack("reliability-26")
    void reachesNoPortOfLoopbackThatTheOperatorDidNotPermit() {
        try (TestVendor vendor = TestVendor.start(saying(OK, "{}"));
                TestVendor other = TestVendor.start(saying(OK, "{}"));
                Egress egress = TestEgress.to(time, other)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");

            Outcome<String> outcome =
                    egress.client(TestEgress.permit(endpoint)).send(Call.get(endpoint.address(List.of()), "a"), TEXT);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.why()).isEqualTo(Refusal.NO_SANDBOX));
            assertThat(vendor.received()).isEmpty();
        }
    }

    @Test
    void tellsThatNothingListens() {
        TestVendor gone = TestVendor.start(saying(OK, "{}"));
        gone.close();

        assertThat(get(gone)).isInstanceOf(Unreachable.class);
        assertThat(time.waits()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    @Attack("reliability-53")
    void repeatsWhatMayBeRepeatedWithGrowingPauses(int status) {
        try (TestVendor vendor = TestVendor.start(inTurn(
                saying("HTTP/1.1 " + status + " x", "a"), saying("HTTP/1.1 " + status + " x", "b"), saying(OK, "c")))) {
            assertThat(get(vendor)).isEqualTo(new Answered<>(200, "c", 1));
            assertThat(time.waits()).hasSize(2);
            assertThat(time.waits().getFirst()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
            assertThat(time.waits().getLast()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_000));
        }
    }

    @Test
    @Attack("reliability-53")
    void givesUpAfterThreeAttemptsWithTheVendorsOwnAnswer() {
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 503 x", "down"))) {
            assertThat(get(vendor)).isEqualTo(new Answered<>(503, "down", 4));
            assertThat(vendor.received()).hasSize(3);
        }
    }

    @Test
    void neverRepeatsWhatMightHaveBeenDone() {
        try (TestVendor vendor = TestVendor.start((_, out) -> out.close())) {
            Outcome<String> outcome = post(vendor, Endpoint.post(vendor.origin(), "/do"), new Call.Body.Json("{}"));

            assertThat(outcome).isInstanceOf(Interrupted.class);
            assertThat(vendor.received()).hasSize(1);
        }
    }

    @Test
    @Attack("reliability-53")
    void waitsAsLongAsTheVendorAsksWherePatienceLasts() {
        try (TestVendor vendor =
                TestVendor.start(inTurn(saying("HTTP/1.1 429 x\r\nRetry-After: 3", ""), saying(OK, "there")))) {
            assertThat(get(vendor)).isEqualTo(new Answered<>(200, "there", 5));
            assertThat(time.waits())
                    .singleElement()
                    .satisfies(wait -> assertThat(wait).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_300)));
        }
    }

    @Test
    @Attack("reliability-53")
    void tellsUntilWhenWherePatienceDoesNotLastAndAsksNoMore() {
        Endpoint endpoint;
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 429 x\r\nRetry-After: 3600", ""));
                Egress egress = TestEgress.to(time, vendor)) {
            endpoint = Endpoint.get(vendor.origin(), "/list");
            LimitedClient client = egress.client(TestEgress.permit(endpoint));
            Call call = Call.get(endpoint.address(List.of()), "a");

            Outcome<String> first = client.send(call, TEXT);
            Outcome<String> second = client.send(call, TEXT);

            assertThat(first)
                    .isInstanceOfSatisfying(
                            Limited.class,
                            limited -> assertThat(limited.until())
                                    .isBetween(HandTime.START.plusSeconds(3_600), HandTime.START.plusSeconds(3_630)));
            assertThat(second).isInstanceOf(Limited.class);
            assertThat(vendor.received()).hasSize(1);
        }
    }

    @Test
    @Attack("reliability-53")
    void a429WithoutATimeHoldsTheAccountForAMinute() {
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 429 x", "slow down"))) {
            assertThat(get(vendor))
                    .isInstanceOfSatisfying(
                            Limited.class,
                            limited -> assertThat(limited.until())
                                    .isBetween(HandTime.START.plusSeconds(60), HandTime.START.plusSeconds(70)));
            assertThat(vendor.received()).hasSize(1);
        }
    }

    @Test
    void aReaderCanSeeASignThatOnlyAParserSees() {
        try (TestVendor vendor = TestVendor.start(saying(OK, "{\"errors\":[]}"));
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");

            Outcome<String> outcome = egress.client(TestEgress.permit(endpoint))
                    .send(Call.get(endpoint.address(List.of()), "a"), answer -> {
                        answer.limited(new LimitSigns.Hold(
                                Budget.Reach.ACCOUNT, Optional.of(Duration.ofMinutes(2)), "in the body"));
                        return "";
                    });

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Limited.class, limited -> assertThat(limited.sign()).isEqualTo("in the body"));
        }
    }

    @Test
    void whatAReaderThrowsIsTheCallers() {
        try (TestVendor vendor = TestVendor.start(saying(OK, "{}"));
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");

            assertThatThrownBy(() -> egress.client(TestEgress.permit(endpoint))
                            .send(Call.get(endpoint.address(List.of()), "a"), _ -> {
                                throw new IllegalStateException("mine");
                            }))
                    .hasMessage("mine");
        }
    }

    @Test
    void keepsAConnectionAfterAWholeAnswerOnly() {
        try (TestVendor vendor = TestVendor.start((_, out) -> say(out, OK + "\r\nContent-Length: 2\r\n\r\n{}"));
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");
            LimitedClient client = egress.client(TestEgress.permit(endpoint));

            for (int i = 0; i < 300; i++) {
                Outcome<String> unread = client.send(Call.get(endpoint.address(List.of()), "a"), _ -> "");
                assertThat(unread).isEqualTo(new Answered<>(200, "", 0));
            }
        }
    }
}
