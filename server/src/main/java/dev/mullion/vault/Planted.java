package dev.mullion.vault;

import dev.mullion.tenancy.WorkspaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Secrets that begin alike, so that one search finds each of them. No text is ever made of a whole one, and its bytes
 * are wiped as soon as they were used: whatever is found was left by somebody else.
 *
 * @param owner whose they are
 * @param beginning what they have in common
 */
record Planted(WorkspaceId workspace, UUID owner, String beginning) {

    static final int SECRETS = 32;

    static Planted in(WorkspaceId workspace) {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        // Made of parts, so that this program's own files do not have it.
        return new Planted(
                workspace, UUID.randomUUID(), "msm" + "_" + HexFormat.of().formatHex(random));
    }

    List<SecretRef> refs() {
        return IntStream.range(0, SECRETS)
                .mapToObj(number -> new SecretRef(owner, "marker-" + number))
                .toList();
    }

    /** What is done with one secret's bytes. */
    @FunctionalInterface
    interface Use {
        void with(SecretRef ref, byte[] secret);
    }

    void each(Use use) {
        for (SecretRef ref : refs()) {
            byte[] secret = ByteBuffer.allocate(beginning.length() + 2)
                    .put(bytes())
                    .put((byte) '-')
                    .put((byte) ('A' + Integer.parseInt(ref.field().substring("marker-".length()))))
                    .array();
            try {
                use.with(ref, secret);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
    }

    byte[] bytes() {
        return beginning.getBytes(StandardCharsets.US_ASCII);
    }

    String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /** Whether a text has the beginning: as it is, in hexadecimal, or in base64 at any alignment. */
    boolean isIn(String text) {
        return text.contains(beginning)
                || text.contains(hex())
                || IntStream.range(0, 3).anyMatch(before -> text.contains(base64(before)));
    }

    /** Only the characters that no neighbour has a part in. */
    private String base64(int before) {
        byte[] shifted = ("x".repeat(before) + beginning).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(shifted).substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
    }
}
