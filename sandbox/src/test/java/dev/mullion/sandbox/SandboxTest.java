package dev.mullion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SandboxTest {
    private static final String SECRET = "openly-synthetic-secret";
    private static final Clock AFTER_ANCHOR = Clock.fixed(Instant.parse("2026-11-21T21:05:00Z"), ZoneOffset.UTC);

    @Test
    void sendsRecentThenOlderHistoryAndLiveTrafficSignedAndOnceMoreWhenAsked() throws Exception {
        try (var receiver = new Receiver(SECRET, 23);
                var running = Running.with(plan(receiver.address(), 6_000, ""))) {
            List<String> lines = running.readUntil(line -> line.contains("history-done"));
            running.readUntil(line -> line.contains("\"live\""));

            assertThat(lines.getFirst()).contains("\"event\":\"recent-done\"");
            assertThat(lines)
                    .anyMatch(line -> line.contains("\"event\":\"progress\"")
                            && line.contains("\"backfilledTo\":\"2026-11-01\""));
            assertThat(receiver.badlySigned).hasValue(0);
            assertThat(receiver.turnedAway.get()).isPositive();
            assertThat(receiver.events).containsKeys("ping", "push", "pull_request", "pull_request_review");
            assertThat(receiver.distinctIds().size()).isBetween(300, receiver.ids.size() - 1);
            assertThat(running.end()).isZero();
        }
    }

    @Test
    void sendsTheSameIdsTheSecondTime() throws Exception {
        assertThat(historyIds("")).isEqualTo(historyIds(""));
    }

    @Test
    void goesOnWhereAnEarlierRunStopped() throws Exception {
        String resume = ",\"resume\":{\"recentSince\":\"2026-11-21T00:00:00Z\",\"backfilledTo\":\"2026-11-05\"}";

        assertThat(historyIds(resume))
                .isNotEmpty()
                .isSubsetOf(historyIds(""))
                .hasSizeLessThan(historyIds("").size() / 2);
    }

    @Test
    void endsWhenItsInputEndsInTheMiddleOfTheWork() throws Exception {
        try (var receiver = new Receiver(SECRET, 0);
                var running = Running.with(plan(receiver.address(), 60, "").replace(":20,", ":400,"))) {
            running.readUntil(line -> line.contains("recent-done"));

            assertThat(running.end()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/hooks",
                "https://127.0.0.1/hooks",
                "http://127.0.0.1.example.org/",
                "http://10.0.0.1/",
                "http://127.0.0.1@example.org/",
                "file:///etc/hosts"
            })
    void refusesToSendBeyondLoopback(String url) {
        assertRefused(plan(URI.create(url), 0, ""), "loopback");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "not json",
                "{\"seed\":1,\"secret\":\"openly-synthetic-secret\",\"anchor\":\"openly-synthetic-secret\"}"
            })
    void refusesWhatIsNotAPlanWithoutRepeatingIt(String line) {
        assertRefused(line, "refused the plan");
    }

    private static void assertRefused(String line, String reason) {
        var err = new ByteArrayOutputStream();
        var sandbox = new Sandbox(AFTER_ANCHOR, silent(), printTo(err));

        int code = sandbox.run(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(reason).doesNotContain(SECRET);
    }

    private static List<String> historyIds(String resume) throws Exception {
        try (var receiver = new Receiver(SECRET, 0);
                var running = Running.with(plan(receiver.address(), 0, resume))) {
            running.readUntil(line -> line.contains("history-done"));
            running.end();
            return receiver.distinctIds().stream().sorted().toList();
        }
    }

    private static String plan(URI url, int pace, String resume) {
        return """
                {"seed":42,"anchor":"2026-11-21T21:00:00Z","historyDays":20,"recentDays":5,"pacePerMinute":%d,\
                "targets":[{"name":"neighbour","company":"neighbour","url":"%s","secret":"%s"}]%s}""".formatted(pace, url, SECRET, resume);
    }

    private static PrintStream silent() {
        return printTo(OutputStream.nullOutputStream());
    }

    private static PrintStream printTo(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** A sandbox in a thread of its own, with its input held open and its output read line by line. */
    private record Running(OpenInput input, Lines output, CompletableFuture<Integer> code) implements AutoCloseable {

        static Running with(String plan) {
            var input = new OpenInput();
            var output = new Lines();
            InputStream line = new ByteArrayInputStream((plan + "\n").getBytes(StandardCharsets.UTF_8));
            var sandbox = new Sandbox(AFTER_ANCHOR, printTo(output), printTo(System.err));
            var code = CompletableFuture.supplyAsync(() -> sandbox.run(new SequenceInputStream(line, input)));
            return new Running(input, output, code);
        }

        List<String> readUntil(Predicate<String> last) throws InterruptedException {
            var lines = new ArrayList<String>();
            do {
                lines.add(output.queue.take());
            } while (!last.test(lines.getLast()));
            return lines;
        }

        int end() throws InterruptedException, ExecutionException {
            input.close();
            return code.get();
        }

        @Override
        public void close() {
            input.close();
        }
    }

    /** An input on which nothing more comes, and which ends when it is closed. */
    private static final class OpenInput extends InputStream {
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                ended.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            return -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return read();
        }

        @Override
        public void close() {
            ended.countDown();
        }
    }

    /** Collects what is printed, line by line. */
    private static final class Lines extends OutputStream {
        final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int next) {
            if (next == '\n') {
                queue.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(next);
            }
        }
    }
}
