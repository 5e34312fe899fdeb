package dev.mullion.egress;

import static dev.mullion.egress.TestEgress.TEXT;
import static dev.mullion.egress.TestVendor.say;
import static dev.mullion.egress.TestVendor.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.egress.Outcome.Answered;
import dev.mullion.egress.Outcome.Cut;
import dev.mullion.egress.Outcome.Interrupted;
import dev.mullion.egress.Outcome.Limited;
import dev.mullion.egress.Outcome.Unreachable;
import dev.mullion.egress.TestVendor.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Attack("reliability-32")
@Timeout(60)
class HostileVendorTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final int MOST = 64 * 1024;
    private static final Bounds BOUNDS =
            new Bounds(Duration.ofMillis(400), Duration.ofMillis(900), Duration.ZERO, MOST);

    private final HandTime time = new HandTime();
    /** Opened at the end of a test, for vendors that would wait for ever. */
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void over() {
        over.countDown();
    }

    private Outcome<String> ask(Conversation conversation) {
        try (TestVendor vendor = TestVendor.start(conversation);
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");
            return egress.client(TestEgress.permit(endpoint).within(BOUNDS))
                    .send(Call.get(endpoint.address(List.of()), "a"), TEXT);
        }
    }

    private static void isCut(Outcome<String> outcome, Cut how) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Interrupted.class,
                        cut -> assertThat(cut.how()).as("%s", cut.detail()).isEqualTo(how));
    }

    /** Until the test is over or the client hangs up. */
    private void forEver(OutputStream out, String again, long milliseconds) throws IOException {
        try {
            do {
                say(out, again);
            } while (!over.await(milliseconds, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBodyWithoutEndIsCut() {
        isCut(
                ask((_, out) -> {
                    say(out, OK + "Connection: close\r\n\r\n");
                    forEver(out, "x".repeat(8_192), 0);
                }),
                Cut.LARGE);
    }

    @Test
    void soAreChunksWithoutEndAndALengthOfAGigabyte() {
        isCut(
                ask((_, out) -> {
                    say(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
                    forEver(out, "2000\r\n" + "x".repeat(8_192) + "\r\n", 0);
                }),
                Cut.LARGE);
        isCut(
                ask((_, out) -> {
                    say(out, OK + "Content-Length: 1073741824\r\n\r\n");
                    forEver(out, "x".repeat(8_192), 0);
                }),
                Cut.LARGE);
    }

    @Test
    void aBodyOfExactlyTheBoundIsWhole() {
        assertThat(ask(saying(OK.strip(), "x".repeat(MOST)))).isEqualTo(new Answered<>(200, "x".repeat(MOST), MOST));
        isCut(ask(saying(OK.strip(), "x".repeat(MOST + 1))), Cut.LARGE);
    }

    @Test
    void aByteASecondEndsAtTheDeadline() {
        isCut(
                ask((_, out) -> {
                    say(out, OK + "Content-Length: 1000\r\n\r\n");
                    forEver(out, "x", 50);
                }),
                Cut.SLOW);
    }

    @Test
    void soDoesSilence() {
        isCut(
                ask((_, out) -> {
                    say(out, OK + "Content-Length: 1000\r\n\r\nx");
                    forEver(out, "", 50);
                }),
                Cut.SLOW);
        isCut(ask((_, out) -> forEver(out, "", 50)), Cut.SLOW);
    }

    @Test
    void soDoAHeadAndInterimAnswersWithoutEnd() {
        isCut(
                ask((_, out) -> {
                    say(out, OK);
                    forEver(out, "X", 50);
                }),
                Cut.SLOW);
        isCut(ask((_, out) -> forEver(out, "HTTP/1.1 100 Continue\r\n\r\n", 20)), Cut.SLOW);
    }

    @Test
    void headersAreBoundedInNumberAndLength() {
        isCut(
                ask((_, out) -> {
                    say(out, OK);
                    forEver(out, "X-More: and more\r\n", 0);
                }),
                Cut.LARGE);
        isCut(
                ask((_, out) -> {
                    say(out, OK + "X-Long: ");
                    forEver(out, "x".repeat(8_192), 0);
                }),
                Cut.LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\n\r\nshort",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
                "Transfer-Encoding: chunked\r\n\r\nff\r\nshort"
            })
    void aTruncatedBodyIsNoAnswer(String answer) {
        isCut(ask((_, out) -> say(out, OK + answer)), Cut.SHORT);
    }

    @Test
    void aConnectionThatEndsBeforeTheAnswerIsNone() {
        isCut(ask((_, out) -> out.close()), Cut.SHORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nplain",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 5\r\n\r\nplain"
            })
    void whatCannotBeReadIsNoAnswer(String answer) {
        isCut(ask((_, out) -> say(out, answer)), Cut.UNREADABLE);
    }

    @Test
    void aPackedBodyIsUnpackedAndCountedUnpacked() throws IOException {
        byte[] packed = gzip(1_000);

        assertThat(ask((_, out) -> packed(out, packed))).isEqualTo(new Answered<>(200, "x".repeat(1_000), 1_000));
    }

    @Test
    void aBombIsCutWhereItGetsTooLarge() throws IOException {
        byte[] packed = gzip(50_000_000);

        assertThat(packed.length).isLessThan(MOST);
        isCut(ask((_, out) -> packed(out, packed)), Cut.LARGE);
    }

    @Test
    @Attack("reliability-53")
    void aLimitCountsThoughItsBodyNeverComes() {
        Outcome<String> outcome = ask((_, out) -> {
            say(out, "HTTP/1.1 429 x\r\nRetry-After: 60\r\nContent-Length: 1000\r\n\r\n");
            forEver(out, "", 50);
        });

        assertThat(outcome).isInstanceOf(Limited.class);
    }

    /** Every one of these holds a thread, a connection or a place in a line if it is not given back. */
    @Test
    void leavesNothingBehind() {
        try (TestVendor vendor = TestVendor.start((_, out) -> {
                    say(out, OK + "Content-Length: 1073741824\r\n\r\n");
                    forEver(out, "x".repeat(8_192), 0);
                });
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");
            LimitedClient client = egress.client(TestEgress.permit(endpoint)
                    .within(new Bounds(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ZERO, 1)));

            for (int i = 0; i < 200; i++) {
                isCut(client.send(Call.get(endpoint.address(List.of()), "a"), TEXT), Cut.LARGE);
            }
            assertThat(egress.wire().inUse()).isZero();
        }
    }

    @Test
    void aDeadlineAtWhateverMomentIsAnOutcome() {
        try (TestVendor vendor = TestVendor.start((_, out) -> say(out, OK + "Content-Length: 2\r\n\r\n{}"));
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");

            for (int i = 1; i <= 200; i++) {
                Bounds soon = new Bounds(Duration.ofSeconds(10), Duration.ofNanos(i * 10_000L), Duration.ZERO, MOST);
                Outcome<String> outcome = egress.client(
                                TestEgress.permit(endpoint).within(soon))
                        .send(Call.get(endpoint.address(List.of()), "a"), TEXT);

                assertThat(outcome).isInstanceOfAny(Answered.class, Interrupted.class, Unreachable.class);
            }
            assertThat(egress.wire().inUse()).isZero();
        }
    }

    /** Else it would be the answer to what another account asks next on the same connection. */
    @Test
    void anAnswerThatNobodyAskedForIsNobodysAnswer() {
        try (TestVendor vendor = TestVendor.start((_, out) -> {
                    say(out, OK + "Content-Length: 2\r\n\r\n{}" + OK + "Content-Length: 6\r\n\r\nforged");
                    forEver(out, "", 50);
                });
                Egress egress = TestEgress.to(time, vendor)) {
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");
            LimitedClient client = egress.client(TestEgress.permit(endpoint).within(BOUNDS));

            for (String account : List.of("a", "b", "c")) {
                assertThat(client.send(Call.get(endpoint.address(List.of()), account), TEXT))
                        .isEqualTo(new Answered<>(200, "{}", 2));
            }
            assertThat(vendor.received()).hasSize(3);
        }
    }

    private static byte[] gzip(int length) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] some = "x".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < length; i += some.length) {
                out.write(some);
            }
        }
        return packed.toByteArray();
    }

    private static void packed(OutputStream out, byte[] body) throws IOException {
        say(out, OK + "Content-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
        out.write(body);
        out.flush();
    }
}
