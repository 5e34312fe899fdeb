package dev.mullion.bench.signature;

import com.slack.api.app_backend.SlackSignature;
import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.ingest.Signature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The ways to check signed bodies of one size. Every second signature is of another body. */
final class Checks {

    private static final String SECRET = "a synthetic secret of the benchmark";
    private static final String ALGORITHM = "HmacSHA256";

    /** Slack signs the time with the body, and its library takes one within five minutes of the time it is told. */
    private static final long MOMENT = 1_700_000_000;

    private static final String PREFIX = "v0:" + MOMENT + ":";
    private static final int BODIES = 16;

    private final List<Signed> bodies;

    private static final class Signed {

        private final byte[] bytes;
        private final String text;
        private final String header;
        private final String slack;
        private final boolean isValid;

        Signed(String text, boolean isValid) {
            String of = isValid ? text : text.substring(1) + '!';
            this.bytes = text.getBytes(StandardCharsets.US_ASCII);
            this.text = text;
            this.header = "sha256=" + hmac(of);
            this.slack = "v0=" + hmac(PREFIX + of);
            this.isValid = isValid;
        }
    }

    /** One body by its number, and whether its signature holds. */
    @FunctionalInterface
    interface Check {
        boolean holds(int body);
    }

    record Way(String name, Check check) {}

    Checks(int size) {
        Random random = new Random(size);
        bodies = IntStream.range(0, BODIES)
                .mapToObj(number -> new Signed(text(random, size), number % 2 == 0))
                .toList();
    }

    /** Mullion's first, the limit last. */
    List<Way> all() {
        Mac reused = mac();
        byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
        SlackSignature.Verifier slack = new SlackSignature.Verifier(new SlackSignature.Generator(SECRET));
        return List.of(
                new Way(
                        "Mullion",
                        body -> Signature.parse(at(body).header)
                                .orElseThrow()
                                .verifies(secret, at(body).bytes, at(body).bytes.length)),
                new Way(
                        "Slack SDK for Java",
                        body -> slack.isValid(Long.toString(MOMENT), at(body).text, at(body).slack, MOMENT * 1_000)),
                new Way(
                        "limit: raw HMAC, one Mac",
                        body -> reused.doFinal(at(body).bytes)[0]
                                == (byte) HexFormat.fromHexDigits(at(body).header, 7, 9)));
    }

    /** Whether each way tells every body from the others; the limit compares one byte, and may err. */
    void requireRight() {
        List<Way> all = all();
        for (Way way : all.subList(0, all.size() - 1)) {
            for (int body = 0; body < BODIES; body++) {
                if (way.check().holds(body) != at(body).isValid) {
                    throw new BenchmarkFailed(way.name() + " takes a wrong signature, or refuses a right one");
                }
            }
        }
    }

    private Signed at(int body) {
        return bodies.get(body % BODIES);
    }

    private static String text(Random random, int size) {
        return random.ints(size, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String hmac(String of) {
        return HexFormat.of().formatHex(mac().doFinal(of.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new BenchmarkFailed("every Java runtime has HmacSHA256", e);
        }
    }
}
