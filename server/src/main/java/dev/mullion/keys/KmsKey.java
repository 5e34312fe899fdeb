package dev.mullion.keys;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one key of a key management service: an ARN with region, account and key id. An alias is not taken, for
 * it may be pointed at another key at any time.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN">Key ARN</a>
 */
public record KmsKey(String arn) {

    private static final String PREFIX = "kms:";
    private static final Pattern ARN = Pattern.compile(
            "arn:aws(?:-[a-z]{1,10}){0,2}:kms:([a-z]{2}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}):[0-9]{12}:key/(?:mrk-)?[0-9a-f-]{32,36}");

    public KmsKey {
        if (!ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException(
                    "a key's ARN like arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab was"
                            + " expected, no alias");
        }
    }

    /** The key that a {@link KeySource#name()} of {@link #sourceName()}'s form names. */
    public static Optional<KmsKey> ofSource(String source) {
        return source.startsWith(PREFIX)
                        && ARN.matcher(source.substring(PREFIX.length())).matches()
                ? Optional.of(new KmsKey(source.substring(PREFIX.length())))
                : Optional.empty();
    }

    /** How what it wrapped names it. */
    public String sourceName() {
        return PREFIX + arn;
    }

    public String region() {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new IllegalStateException("it was checked when it was made");
        }
        return matcher.group(1);
    }

    @Override
    public String toString() {
        return arn;
    }
}
