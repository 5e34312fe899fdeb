package dev.mullion.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Derives every key from the master key by HKDF-SHA256 (RFC 5869) with the label, the scope (a workspace or connection)
 * and a version as the info. Nothing derived is ever stored, so there is nothing to steal but the master key.
 */
public final class KeyRing {

    private static final UUID INSTALLATION = new UUID(0, 0);
    private static final byte[] SALT = "mullion/1".getBytes(StandardCharsets.UTF_8);
    private static final int BYTES = 32;

    /** Bounds the memory for derived keys: a few for each connection that is in use just now. */
    private static final int MOST_REMEMBERED = 4_096;

    private final MasterKey master;
    private final Cache<Derivation, DerivedKey> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private record Derivation(KeyLabel label, UUID scope, int version) {}

    public KeyRing(MasterKey master) {
        this.master = master;
    }

    /** The key of the whole installation for {@code label}. */
    public DerivedKey installation(KeyLabel label) {
        return scoped(label, INSTALLATION, 1);
    }

    /**
     * The key of one workspace or connection for {@code label}; {@code version} starts at 1 and grows with each
     * rotation.
     */
    public DerivedKey scoped(KeyLabel label, UUID scope, int version) {
        return remembered.get(new Derivation(label, scope, version), this::derive);
    }

    /** Hashes ids with the key of one workspace. */
    public IdHasher idHasher(UUID workspace) {
        DerivedKey key = scoped(KeyLabel.ID_HASH, workspace, 1);
        return (kind, id) -> {
            ByteBuffer mac = ByteBuffer.wrap(key.mac(kind.getBytes(StandardCharsets.UTF_8), new byte[] {0}, id));
            return new IdHash(new UUID(mac.getLong(), mac.getLong()));
        };
    }

    /** Tells one master key from another without telling anything of it: 16 hexadecimal digits. */
    public String fingerprint() {
        return installation(KeyLabel.FINGERPRINT).expose(bytes -> HexFormat.of().formatHex(bytes, 0, 8));
    }

    private DerivedKey derive(Derivation wanted) {
        byte[] text = wanted.label().info().getBytes(StandardCharsets.UTF_8);
        byte[] info = ByteBuffer.allocate(text.length + 1 + 16 + 4)
                .put(text)
                .put((byte) 0)
                .putLong(wanted.scope().getMostSignificantBits())
                .putLong(wanted.scope().getLeastSignificantBits())
                .putInt(wanted.version())
                .array();
        return master.expose(bytes -> {
            byte[] derived = expand(bytes, info);
            try {
                return new DerivedKey(derived);
            } finally {
                Arrays.fill(derived, (byte) 0);
            }
        });
    }

    private static byte[] expand(byte[] master, byte[] info) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(master)
                            .addSalt(SALT)
                            .thenExpand(info, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has HKDF-SHA256 (JEP 510)", e);
        }
    }
}
