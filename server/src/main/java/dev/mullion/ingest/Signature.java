package dev.mullion.ingest;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's signature of a delivery: {@code sha256=} and the lower-case hexadecimal HMAC-SHA256 of the raw body under
 * the hook's secret ("Validating webhook deliveries"). The scheme has no time in it; replays are met by the delivery's
 * id.
 */
public record Signature(String hexadecimal) {

    private static final Pattern SHAPE = Pattern.compile("sha256=([0-9a-f]{64})");

    /** The header's value, or empty when it is missing or is not one: then nothing can be verified. */
    public static Optional<Signature> parse(@Nullable String header) {
        return Optional.ofNullable(header)
                .map(SHAPE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(found -> new Signature(found.group(1)));
    }

    /** Compares in time that does not depend on where the two differ. */
    public boolean verifies(byte[] secret, byte[] body, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(body, 0, length);
            return MessageDigest.isEqual(mac.doFinal(), HexFormat.of().parseHex(hexadecimal));
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
