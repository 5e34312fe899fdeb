package dev.mullion.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the keys of one workspace can do. Safe to share between threads; not to be kept: ask {@link KeySets} again, so
 * that keys which were destroyed, locked or rotated are noticed.
 */
public final class WorkspaceKeys {

    private static final int CHECK = 32;
    private static final int MOST_DERIVED = 256;

    private final Root root;
    private final KeySet keys;
    private final long generation;
    private final Cache<Derivation, DerivedKey> derived =
            Caffeine.newBuilder().maximumSize(MOST_DERIVED).build();
    private final ConcurrentMap<Version, Sealing> sealing = new ConcurrentHashMap<>();

    private record Derivation(KeyLabel label, UUID scope, int version) {}

    private record Version(Part part, int number) {}

    private record Sealing(Aead aead, SecretKeySpec check) {}

    WorkspaceKeys(Root root, KeySet keys, long generation) {
        this.root = root;
        this.keys = keys;
        this.generation = generation;
    }

    /** Of the key store's entry that they were unwrapped from. */
    long generation() {
        return generation;
    }

    DerivedKey derive(KeyLabel label, UUID scope, int version) {
        return derived.get(
                new Derivation(label, scope, version),
                wanted -> keys.seed(Part.WEB)
                        .map(seed -> new DerivedKey(Hkdf.derive(seed, label, scope, version)))
                        .orElseGet(() -> root.derive(label, scope, version)));
    }

    /** Which sealing key is in force. */
    public int version() {
        return keys.current();
    }

    /** The oldest sealing key that still opens something. */
    public int oldestVersion() {
        return keys.oldest();
    }

    /**
     * Seals {@code plain} under the key in force of {@code part}: a check value of key and context, then XAES-256-GCM.
     *
     * @param context what it is bound to, without the key's version, which is added: with any other it does not open
     */
    public byte[] seal(Part part, byte[] plain, byte[] context) {
        int version = version();
        Sealing by = sealing(part, version);
        byte[] bound = bound(part, version, context);
        try {
            byte[] body = by.aead().encrypt(plain, bound);
            return ByteBuffer.allocate(CHECK + body.length)
                    .put(check(by, bound))
                    .put(body)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("XAES-256-GCM seals any text of this size", e);
        }
    }

    /**
     * The opposite. One key alone is tried, the one that is named; GCM does not commit to its key, so a check value
     * does: nothing opens under two.
     *
     * @throws KeysUnavailable when it was sealed by another key or for another context, or was changed
     */
    public byte[] open(Part part, int version, byte[] sealed, byte[] context) {
        Sealing by = sealing(part, version);
        byte[] bound = bound(part, version, context);
        if (sealed.length < CHECK || !MessageDigest.isEqual(Arrays.copyOf(sealed, CHECK), check(by, bound))) {
            throw unopenable(null);
        }
        try {
            return by.aead().decrypt(Arrays.copyOfRange(sealed, CHECK, sealed.length), bound);
        } catch (GeneralSecurityException e) {
            throw unopenable(e);
        }
    }

    /** What anybody may seal to, and only a worker opens. */
    public byte[] intakePublicKey() {
        return keys.intakePublic();
    }

    /** Puts {@code plain} in a sealed box that only a worker opens. */
    public byte[] sealToIntake(byte[] plain) {
        return SealedBox.seal(plain, keys.intakePublic());
    }

    /**
     * Opens a sealed box to this workspace.
     *
     * @return empty when it was made for another workspace, changed or cut
     * @throws KeysUnavailable on a server without the private half
     */
    public Optional<byte[]> openFromIntake(byte[] box) {
        byte[] seed = keys.seed(Part.WORKER).orElseThrow();
        byte[] privateKey = IntakeKeys.privateFrom(seed);
        try {
            return SealedBox.open(box, privateKey);
        } finally {
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(privateKey, (byte) 0);
        }
    }

    /** Whether this server holds the half that opens vendor tokens. */
    public boolean isComplete() {
        return keys.has(Part.WORKER);
    }

    private Sealing sealing(Part part, int version) {
        return sealing.computeIfAbsent(new Version(part, version), wanted -> {
            byte[] key = keys.sealing(wanted.part(), wanted.number());
            try {
                return new Sealing(
                        Gcm.xaes256(Hkdf.derive(key, "seal")),
                        new SecretKeySpec(Hkdf.derive(key, "check"), DerivedKey.HMAC));
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        });
    }

    private static byte[] bound(Part part, int version, byte[] context) {
        byte[] word = part.word().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(word.length + 1 + 4 + context.length)
                .put(word)
                .put((byte) 0)
                .putInt(version)
                .put(context)
                .array();
    }

    private static byte[] check(Sealing by, byte[] bound) {
        try {
            Mac mac = Mac.getInstance(DerivedKey.HMAC);
            mac.init(by.check());
            return mac.doFinal(bound);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + DerivedKey.HMAC, e);
        }
    }

    private static KeysUnavailable unopenable(@org.jspecify.annotations.Nullable GeneralSecurityException cause) {
        String message = "what was sealed does not open under the key that it names";
        return cause == null
                ? new KeysUnavailable(KeysUnavailable.Reason.UNOPENABLE, message)
                : new KeysUnavailable(KeysUnavailable.Reason.UNOPENABLE, message, cause);
    }
}
