package dev.mullion.keys;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one workspace in the clear, as the key store keeps them wrapped: for each part a seed that never changes
 * and the sealing keys by version. The web part's seed is what the workspace's keys derive from, and absent where they
 * derive from the installation's root; the worker part's gives the intake's private half and signing keys.
 */
final class KeySet {

    private static final byte FORMAT = 1;
    private static final int MOST_VERSIONS = 100;

    private final Map<Part, Half> halves;
    private final byte[] intakePublic;

    private static final class Half {

        private final byte @Nullable [] seed;
        private final NavigableMap<Integer, byte[]> versions;

        Half(byte @Nullable [] seed, NavigableMap<Integer, byte[]> versions) {
            this.seed = seed;
            this.versions = versions;
        }

        byte @Nullable [] seed() {
            return seed;
        }

        NavigableMap<Integer, byte[]> versions() {
            return versions;
        }
    }

    private KeySet(Map<Part, Half> halves, byte[] intakePublic) {
        this.halves = halves;
        this.intakePublic = intakePublic;
    }

    /** @param derivesFromRoot of a workspace that was there before key sets were */
    static KeySet random(boolean derivesFromRoot) {
        byte[] workerSeed = random();
        Map<Part, Half> halves = new EnumMap<>(Part.class);
        halves.put(Part.WEB, new Half(derivesFromRoot ? null : random(), new TreeMap<>(Map.of(1, random()))));
        halves.put(Part.WORKER, new Half(workerSeed, new TreeMap<>(Map.of(1, random()))));
        return new KeySet(halves, IntakeKeys.publicOf(IntakeKeys.privateFrom(workerSeed)));
    }

    /** The same with one sealing key more, which is used from now on. */
    KeySet withNewVersion() {
        int next = current() + 1;
        if (half(Part.WEB).versions().size() >= MOST_VERSIONS) {
            throw new IllegalStateException("a workspace keeps at most " + MOST_VERSIONS
                    + " versions of its key; retire old ones before the next rotation");
        }
        return with(versions -> versions.put(next, random()));
    }

    /** The same without the versions before {@code least}: what they sealed opens no more. */
    KeySet since(int least) {
        return with(versions -> versions.headMap(Math.min(least, current())).clear());
    }

    private KeySet with(java.util.function.Consumer<NavigableMap<Integer, byte[]>> change) {
        Map<Part, Half> changed = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            NavigableMap<Integer, byte[]> versions = new TreeMap<>(half(part).versions());
            change.accept(versions);
            changed.put(part, new Half(half(part).seed(), versions));
        }
        return new KeySet(changed, intakePublic);
    }

    int current() {
        return half(Part.WEB).versions().lastKey();
    }

    int oldest() {
        return half(Part.WEB).versions().firstKey();
    }

    byte[] intakePublic() {
        return intakePublic.clone();
    }

    Optional<byte[]> seed(Part part) {
        return Optional.ofNullable(half(part).seed()).map(byte[]::clone);
    }

    byte[] sealing(Part part, int version) {
        byte[] key = half(part).versions().get(version);
        if (key == null) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.UNKNOWN_VERSION,
                    "this workspace has no key of version " + version + ", or it was retired");
        }
        return key.clone();
    }

    boolean has(Part part) {
        return halves.containsKey(part);
    }

    /** Half of the keys is never written back: the other half would be lost. */
    void requireComplete() {
        half(Part.WEB);
        half(Part.WORKER);
    }

    private Half half(Part part) {
        Half half = halves.get(part);
        if (half == null) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.NOT_OF_THIS_ROLE,
                    "this server has the role web alone: it holds no key that opens a vendor token");
        }
        return half;
    }

    Map<Part, byte[]> encoded() {
        Map<Part, byte[]> encoded = new EnumMap<>(Part.class);
        halves.forEach((part, half) -> encoded.put(part, encoded(half)));
        return encoded;
    }

    private byte[] encoded(Half half) {
        ByteBuffer out = ByteBuffer.allocate(
                        1 + 32 + 1 + 32 + 4 + half.versions().size() * 36)
                .put(FORMAT)
                .put(intakePublic)
                .put((byte) (half.seed() == null ? 0 : 1));
        if (half.seed() != null) {
            out.put(half.seed());
        }
        out.putInt(half.versions().size());
        half.versions().forEach((version, key) -> out.putInt(version).put(key));
        byte[] encoded = new byte[out.position()];
        out.flip().get(encoded);
        return encoded;
    }

    /** @param encoded one part or both, as {@link #encoded()} gave them */
    static KeySet decoded(Map<Part, byte[]> encoded) {
        Map<Part, Half> halves = new EnumMap<>(Part.class);
        byte[] intakePublic = new byte[32];
        try {
            for (Map.Entry<Part, byte[]> entry : encoded.entrySet()) {
                ByteBuffer in = ByteBuffer.wrap(entry.getValue());
                if (in.get() != FORMAT) {
                    throw new BufferUnderflowException();
                }
                in.get(intakePublic);
                byte[] seed = in.get() == 1 ? bytes(in) : null;
                NavigableMap<Integer, byte[]> versions = new TreeMap<>();
                for (int left = in.getInt(); left > 0; left--) {
                    versions.put(in.getInt(), bytes(in));
                }
                halves.put(entry.getKey(), new Half(seed, versions));
            }
        } catch (BufferUnderflowException e) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.DAMAGED, "a key set is of another format than this version's", e);
        }
        return new KeySet(halves, intakePublic);
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[32];
        in.get(bytes);
        return bytes;
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "[redacted key set, version " + current() + "]";
    }
}
