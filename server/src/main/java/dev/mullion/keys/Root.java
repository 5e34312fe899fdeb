package dev.mullion.keys;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What everything of the whole installation is derived from. The master key only wraps it, so another master key
 * changes nothing that was derived.
 */
final class Root {

    static final String NAME = "installation";

    private static final long MADE_NEW = -1;
    private static final byte FORMAT = 1;

    private final UUID installation;
    private final byte[] bytes;
    private final long adoptedAt;

    private Root(UUID installation, byte[] bytes, long adoptedAt) {
        this.installation = installation;
        this.bytes = bytes;
        this.adoptedAt = adoptedAt;
    }

    static Root random() {
        byte[] bytes = new byte[Hkdf.BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Root(UUID.randomUUID(), bytes, MADE_NEW);
    }

    /** Of an installation whose keys were derived from the master key itself, until now. */
    static Root ofFirstVersion(MasterKey master, Instant until) {
        return new Root(UUID.randomUUID(), master.expose(byte[]::clone), until.toEpochMilli());
    }

    UUID installation() {
        return installation;
    }

    /** Until when workspaces were made whose keys derive from the root; empty where none ever did. */
    Optional<Instant> adoptedAt() {
        return adoptedAt == MADE_NEW ? Optional.empty() : Optional.of(Instant.ofEpochMilli(adoptedAt));
    }

    DerivedKey derive(KeyLabel label, UUID scope, int version) {
        return expose(root -> {
            byte[] derived = Hkdf.derive(root, label, scope, version);
            try {
                return new DerivedKey(derived);
            } finally {
                Arrays.fill(derived, (byte) 0);
            }
        });
    }

    /**
     * Whether whoever has the one has the other: an installation of the first version, until its master key changes.
     */
    boolean is(MasterKey master) {
        return expose(root -> master.expose(key -> MessageDigest.isEqual(root, key)));
    }

    private <T> T expose(Function<byte[], T> use) {
        byte[] lent = bytes.clone();
        try {
            return use.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    byte[] encoded() {
        return ByteBuffer.allocate(1 + 8 + Hkdf.BYTES)
                .put(FORMAT)
                .putLong(adoptedAt)
                .put(bytes)
                .array();
    }

    static Root decoded(UUID installation, byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        if (encoded.length != 1 + 8 + Hkdf.BYTES || in.get() != FORMAT) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.DAMAGED, "the installation's root is of another format than this version's");
        }
        long adoptedAt = in.getLong();
        byte[] bytes = new byte[Hkdf.BYTES];
        in.get(bytes);
        return new Root(installation, bytes, adoptedAt);
    }

    @Override
    public String toString() {
        return "[redacted root of " + installation + "]";
    }
}
