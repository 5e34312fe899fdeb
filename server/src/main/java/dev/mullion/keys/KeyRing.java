package dev.mullion.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Derives keys by HKDF-SHA256 (RFC 5869) with the label, the scope (a workspace or connection) and a version as the
 * info: those of the installation from its root, those of a workspace from its key set. Neither changes when the master
 * key does or when a workspace's sealing keys are rotated. Safe to share between threads.
 */
public final class KeyRing {

    private static final UUID INSTALLATION = new UUID(0, 0);
    private static final int MOST_REMEMBERED = 4_096;

    private final Root root;
    private final @Nullable KeySets sets;
    private final Cache<Derivation, DerivedKey> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private record Derivation(KeyLabel label, UUID scope, int version) {}

    private KeyRing(Root root, @Nullable KeySets sets) {
        this.root = root;
        this.sets = sets;
    }

    /**
     * Keys as the first version had them, all derived from the master key itself and none kept: how an installation of
     * it is recognised, until {@link #keptIn} gives it a key store.
     */
    public KeyRing(MasterKey master) {
        this(Root.ofFirstVersion(master, Instant.EPOCH), null);
    }

    /** Whether {@code store} holds an installation's root. */
    public static boolean isIn(KeyStore store) {
        return store.read(Root.NAME).isPresent();
    }

    /**
     * A new installation with a random root, kept in {@code store}; an installation that is there already is opened.
     */
    public static KeyRing found(KeySources sources, KeyStore store) {
        keep(Root.random(), sources, store);
        return open(sources, store);
    }

    /**
     * The installation in {@code store}.
     *
     * @throws KeysUnavailable when it is missing, damaged or wrapped by another key than those of {@code sources}
     */
    public static KeyRing open(KeySources sources, KeyStore store) {
        String text = store.read(Root.NAME)
                .orElseThrow(() -> new KeysUnavailable(
                        KeysUnavailable.Reason.MISSING, "the key store has no root of an installation"));
        Wrapped kept = Wrapped.parse(Root.NAME, text);
        sources.alsoFrom(name -> MasterRotation.follow(sources.own(), store, name));
        Root root = Root.decoded(kept.installation(), kept.unwrapped(Part.WEB, sources.named(kept.source())));
        return new KeyRing(root, new KeySets(store, sources, root, Ticker.systemTicker()));
    }

    /**
     * Gives an installation of the first version its key store: the master key's bytes become its root, and workspaces
     * made before {@code now} go on deriving from it.
     */
    public static KeyRing keptIn(KeyStore store, KeySources sources, MasterKey master, Instant now) {
        keep(Root.ofFirstVersion(master, now), sources, store);
        return open(sources, store);
    }

    private static void keep(Root root, KeySources sources, KeyStore store) {
        KeySource source = sources.own();
        store.put(
                Root.NAME,
                null,
                Wrapped.of(root.installation(), Root.NAME, 1, source, Map.of(Part.WEB, root.encoded()))
                        .text());
    }

    /** The key of the whole installation for {@code label}. */
    public DerivedKey installation(KeyLabel label) {
        return remembered.get(
                new Derivation(label, INSTALLATION, 1),
                wanted -> root.derive(wanted.label(), wanted.scope(), wanted.version()));
    }

    /**
     * The key of one workspace for {@code label}; {@code version} starts at 1 and grows with each rotation.
     *
     * @throws KeysUnavailable when the workspace's keys are destroyed, locked or missing
     */
    public DerivedKey scoped(KeyLabel label, UUID workspace, int version) {
        return scoped(label, workspace, workspace, version);
    }

    /** The key of something of a workspace's, for example of a connection. */
    public DerivedKey scoped(KeyLabel label, UUID workspace, UUID scope, int version) {
        return sets == null
                ? remembered.get(
                        new Derivation(label, scope, version),
                        wanted -> root.derive(wanted.label(), wanted.scope(), wanted.version()))
                : sets.of(workspace).derive(label, scope, version);
    }

    /** Hashes ids with the key of one workspace. */
    public IdHasher idHasher(UUID workspace) {
        DerivedKey key = scoped(KeyLabel.ID_HASH, workspace, 1);
        return (kind, id) -> {
            ByteBuffer mac = ByteBuffer.wrap(key.mac(kind.getBytes(StandardCharsets.UTF_8), new byte[] {0}, id));
            return new IdHash(new UUID(mac.getLong(), mac.getLong()));
        };
    }

    /** Makes the keys of a new workspace. */
    public void create(UUID workspace) {
        if (sets != null) {
            sets.create(workspace);
        }
    }

    /**
     * Why nobody may enter a workspace now, for the sake of its keys: {@link KeysUnavailable.Reason#LOCKED} or
     * {@link KeysUnavailable.Reason#UNREACHABLE}.
     */
    public Optional<KeysUnavailable.Reason> shut(UUID workspace) {
        return sets == null ? Optional.empty() : sets.shut(workspace);
    }

    /** The workspaces' own keys, where they are kept. */
    public KeySets sets() {
        return Optional.ofNullable(sets)
                .orElseThrow(() ->
                        new KeysUnavailable(KeysUnavailable.Reason.MISSING, "this installation has no key store yet"));
    }

    /** The same keys as a server with the role web alone holds them: without a worker's half of any. */
    public KeyRing ofWebAlone() {
        KeySets all = sets();
        KeySources half = KeySources.of(
                all.sources().own().ofWebAlone(),
                name -> Optional.of(all.sources().named(name).ofWebAlone()));
        return new KeyRing(root, new KeySets(all.store(), half, root, Ticker.systemTicker()));
    }

    /**
     * Writes the key file of a server with the role web alone.
     *
     * @throws UnusableMasterKey when the master key could be had from what such a server opens, or the file is there
     */
    public void writeWebHalf(MasterKey master, Path file) {
        if (root.is(master)) {
            throw new UnusableMasterKey("this installation's root is its master key, as the first version had it, and a"
                    + " web server opens the root: change the master key first with bin/mullion key create NEW and"
                    + " bin/mullion key rotate --master --to NEW");
        }
        master.writeWebHalf(file);
    }

    /** What the operator's own apps at vendors sign in with. */
    public OperatorSecrets operator() {
        return new OperatorSecrets(sets(), root);
    }

    /** Where running servers leave a mark, so that others can tell whether they share one key store. */
    public NodeMarks nodeMarks() {
        return new NodeMarks(sets().store());
    }

    /** How far logs were signed, for all servers that share the key store. */
    public TreeHeads treeHeads() {
        return new TreeHeads(sets().store());
    }

    /** Whether a recovery kit of the master key in force was confirmed. */
    public boolean hasConfirmedKit() {
        KeySets all = sets();
        return RecoveryKit.isConfirmed(all.store(), all.sources());
    }

    /** Another master key for this installation. */
    public MasterRotation masterRotation() {
        return new MasterRotation(sets(), root);
    }

    /** Tries to break what these keys promise, on this installation. */
    public KeyTrials trials() {
        return new KeyTrials(sets(), root);
    }

    /** Tells one installation from another without telling anything of its keys: 16 hexadecimal digits. */
    public String fingerprint() {
        return installation(KeyLabel.FINGERPRINT).expose(bytes -> HexFormat.of().formatHex(bytes, 0, 8));
    }
}
