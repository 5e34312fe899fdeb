package dev.mullion.connectors.github;

import dev.mullion.keys.KeyRing;
import dev.mullion.keys.OperatorSecrets;
import dev.mullion.keys.Part;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.OwnSecret;
import dev.mullion.settings.WebhookSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The operator's App in the key store: its private key and its client secret in the part that only a worker opens, the
 * rest in the part of every server.
 */
public final class KeptApp {

    private static final String NAME = "github";
    private static final int LONGEST_FIELD = 1 << 14;

    private KeptApp() {}

    static void keep(KeyRing keys, MadeApp app) {
        byte[] web = framed(
                List.of(ascii(Long.toString(app.id())), ascii(app.slug()), ascii(app.client()), app.webhookSecret()));
        byte[] worker = framed(List.of(app.clientSecret(), app.key()));
        try {
            keys.operator().keep(NAME, web, worker);
        } finally {
            Arrays.fill(web, (byte) 0);
            Arrays.fill(worker, (byte) 0);
        }
    }

    /** Empty where none was made from here. */
    public static Optional<GithubApp> of(KeyRing keys) {
        OperatorSecrets kept = keys.operator();
        return kept.open(NAME, Part.WEB)
                .map(KeptApp::fields)
                .map(web -> new GithubApp(
                        WebhookSecret.of(text(web.get(3))),
                        Optional.of(new GithubApp.Identity(Long.parseLong(text(web.getFirst())), of(kept, 1))),
                        Optional.of(new GithubApp.Client(text(web.get(1)), text(web.get(2)), of(kept, 0)))));
    }

    private static OwnSecret of(OperatorSecrets kept, int field) {
        return new OwnSecret.InStore(
                "github",
                () -> fields(kept.open(NAME, Part.WORKER)
                                .orElseThrow(() -> new IllegalStateException(
                                        "a server without the role worker opens no secret of the GitHub App")))
                        .get(field));
    }

    private static byte[] framed(List<byte[]> fields) {
        ByteBuffer frame = ByteBuffer.allocate(
                fields.stream().mapToInt(field -> Integer.BYTES + field.length).sum());
        fields.forEach(field -> frame.putInt(field.length).put(field));
        return frame.array();
    }

    private static List<byte[]> fields(byte[] frame) {
        List<byte[]> fields = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(frame);
        while (in.remaining() >= Integer.BYTES) {
            int length = in.getInt();
            if (length < 0 || length > LONGEST_FIELD || length > in.remaining()) {
                throw new IllegalStateException("the GitHub App in the key store is of another format");
            }
            byte[] field = new byte[length];
            in.get(field);
            fields.add(field);
        }
        Arrays.fill(frame, (byte) 0);
        return fields;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
