package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Any bytes lead to findings or to a refusal, never to another exception. */
class HostileInputTest {

    private static final byte[] GOOD = TestLog.of(30, 8, 9).bundle().getBytes(StandardCharsets.UTF_8);

    @Property(tries = 2_000)
    void anyLinesOfAnyWords(@ForAll("bodies") String body) throws IOException {
        assertThat(read((Bundle.FORMAT + "\n" + body).getBytes(StandardCharsets.UTF_8))
                        .holds())
                .isFalse();
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> word = Arbitraries.of(
                "origin",
                "key",
                "from",
                "range",
                "since",
                "events",
                "event",
                "erased",
                "checkpoint",
                "end",
                "a/b",
                "-",
                "0",
                "1",
                "9223372036854775807",
                "18446744073709551615",
                "v1",
                "AAAA",
                "=",
                "====",
                "\u0000",
                "\r",
                "\u2028",
                "a/b+00000000+AQ==",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        return word.list().ofMaxSize(60).map(words -> {
            var random = new Random(words.hashCode());
            var text = new StringBuilder();
            words.forEach(each -> text.append(each).append(random.nextInt(3) == 0 ? "\n" : " "));
            return text.toString();
        });
    }

    @Property(tries = 1_000)
    void aGoodBundleWithBytesOverwritten(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        byte[] bytes = GOOD.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            bytes[Bundle.FORMAT.length() + 1 + random.nextInt(bytes.length - Bundle.FORMAT.length() - 1)] =
                    (byte) random.nextInt(256);
        }
        assertThatCode(() -> read(Arrays.copyOf(bytes, bytes.length - random.nextInt(3))))
                .doesNotThrowAnyException();
    }

    @Property(tries = 1_000)
    void anyBytesAsKeptCheckpoints(@ForAll byte[] bytes) {
        assertThatCode(() -> new Checkpoints(new Lines(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aLineWithoutEndIsReadNoFurtherThanItsLimit() throws IOException {
        byte[] endless = new byte[50_000_000];
        Arrays.fill(endless, (byte) 'x');
        byte[] start = (Bundle.FORMAT + "\norigin ").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, endless, 0, start.length);

        Report report = read(endless);

        assertThat(Verified.faults(report)).containsExactly(Fault.FORM);
        assertThat(report.findings().getFirst().words()).contains("longer than 98304 bytes");
    }

    @Test
    void findingsWithoutNumberAreCountedNotKept() {
        TestLog log = TestLog.of(2, 8, 9);
        for (int at = 0; at < 1_000; at++) {
            log.add("log.opened", log.key.object());
        }
        log.sign(log.key);

        Report report = Verified.alone(log.bundle());

        assertThat(report.findings()).hasSize(25);
        assertThat(report.text()).contains("and 975 more");
    }

    @Test
    void nothingInAFindingSteersATerminal() throws IOException {
        String text = new String(GOOD, StandardCharsets.UTF_8).replaceFirst("person:", "\u001b[2Jp\u202e:");

        assertThat(read(text.getBytes(StandardCharsets.UTF_8)).findings().toString())
                .matches("[ -~]*");
    }

    private static Report read(byte[] bytes) throws IOException {
        return Verifier.verify(new ByteArrayInputStream(bytes), null, null);
    }
}
