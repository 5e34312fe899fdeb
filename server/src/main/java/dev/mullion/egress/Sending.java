package dev.mullion.egress;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One request at the moment of sending. Takes secrets as {@link HostBound} alone, and asks each whether it may go to
 * this very host before it sees a byte of it. For one thread and one call of a {@link Credential}.
 */
public final class Sending {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "accept",
            "accept-encoding");

    private final String host;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private boolean refused;

    Sending(String host) {
        this.host = host;
    }

    /** {@code Authorization: Bearer} (RFC 6750). */
    public Sending bearer(HostBound secret) {
        return header("Authorization", secret.making(bytes -> joined("Bearer ", bytes)));
    }

    /** {@code Authorization: Basic} (RFC 7617). */
    public Sending basic(String user, HostBound password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user's name in Basic holds no colon");
        }
        return header(
                "Authorization",
                password.making(bytes -> joined(user + ":", bytes))
                        .making(Base64.getEncoder()::encode)
                        .making(bytes -> joined("Basic ", bytes)));
    }

    /** A header of the vendor's own, such as {@code x-api-key}. */
    public Sending header(String name, HostBound secret) {
        if (!NAME.matcher(name).matches() || OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("no secret goes into a header of that name: " + name);
        }
        headers.put(name, text(secret));
        return this;
    }

    /** A field of the form or of the JSON object that is sent, such as {@code refresh_token}. */
    public Sending field(String name, HostBound secret) {
        fields.put(name, text(secret));
        return this;
    }

    private String text(HostBound secret) {
        if (!secret.mayGoTo(host)) {
            refused = true;
            throw new NotForThisHost();
        }
        return secret.expose(bytes -> {
            for (byte one : bytes) {
                if (one < 0x20 || one == 0x7f) {
                    throw new IllegalArgumentException("this secret holds characters that no request can carry");
                }
            }
            return new String(bytes, StandardCharsets.US_ASCII);
        });
    }

    private static byte[] joined(String before, byte[] bytes) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] joined = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, joined, 0, head.length);
        System.arraycopy(bytes, 0, joined, head.length, bytes.length);
        return joined;
    }

    Map<String, String> headers() {
        return headers;
    }

    Map<String, String> fields() {
        return fields;
    }

    /** A lambda that swallows the refusal does not get its request sent. */
    void requireNothingRefused() {
        if (refused) {
            throw new NotForThisHost();
        }
    }

    @Override
    public String toString() {
        return "[a request to " + host + "]";
    }

    /** A secret that names other hosts. */
    static final class NotForThisHost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotForThisHost() {
            super("this secret names other hosts", null, false, false);
        }
    }
}
