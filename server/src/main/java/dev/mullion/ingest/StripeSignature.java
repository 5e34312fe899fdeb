package dev.mullion.ingest;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's signature of a delivery: {@code t=} a time in seconds and a list of {@code v1=}, each the lower-case
 * hexadecimal HMAC-SHA256 of the time, a dot and the raw body. Other schemes are passed over.
 *
 * @param at as it was written, because it is what was signed
 */
record StripeSignature(long at, List<String> hexadecimals) {

    /** Stripe's own libraries turn away what is older. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int LONGEST = 2_000;
    private static final int MOST = 8;
    private static final Pattern TIME = Pattern.compile("t=([1-9][0-9]{0,11})");
    private static final Pattern SIGNED = Pattern.compile("v1=([0-9a-f]{64})");

    StripeSignature {
        hexadecimals = List.copyOf(hexadecimals);
    }

    /** The header's value, or empty when it is missing or is not one: then nothing can be verified. */
    static Optional<StripeSignature> parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        List<Long> times = new ArrayList<>();
        List<String> signed = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            var time = TIME.matcher(part);
            var one = SIGNED.matcher(part);
            if (time.matches()) {
                times.add(Long.parseLong(time.group(1)));
            } else if (one.matches()) {
                signed.add(one.group(1));
            }
        }
        return times.size() == 1 && !signed.isEmpty() && signed.size() <= MOST
                ? Optional.of(new StripeSignature(times.getFirst(), signed))
                : Optional.empty();
    }

    /** Whether it was signed not long ago, and not in the time to come: Stripe's libraries look at the first alone. */
    boolean isOf(Instant now) {
        return Duration.between(Instant.ofEpochSecond(at), now).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Compares with each in time that does not depend on which one holds, or where they differ. */
    boolean verifies(byte[] secret, byte[] body, int length) {
        byte[] made = made(secret, body, length);
        boolean holds = false;
        for (String one : hexadecimals) {
            holds |= MessageDigest.isEqual(made, HexFormat.of().parseHex(one));
        }
        return holds;
    }

    /** The secret goes in as it is written, {@code whsec_} and all. */
    private byte[] made(byte[] secret, byte[] body, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((at + ".").getBytes(StandardCharsets.US_ASCII));
            mac.update(body, 0, length);
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(
                    "every Java runtime has HmacSHA256 and takes any secret that is not empty", e);
        }
    }

    @Override
    public String toString() {
        return "[a signature]";
    }
}
