package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.keys.KeysUnavailable.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetsTest {

    private static final byte[] TOKEN = "a vendor's token".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTEXT = "workspace|connection|field|1".getBytes(StandardCharsets.UTF_8);

    private final UUID workspace = UUID.fromString("01990000-0000-7000-8000-00000000002a");
    private final UUID other = UUID.fromString("01990000-0000-7000-8000-00000000002b");

    @TempDir
    private Path folder;

    private MasterKey master;
    private Path kept;

    @BeforeEach
    void aNewInstallationWithTwoWorkspaces() {
        master = MasterKey.create(folder.resolve("master.key"));
        kept = folder.resolve("keys");
        KeyRing keys = KeyRing.found(KeySources.of(FileSource.of(master)), store());
        keys.create(workspace);
        keys.create(other);
    }

    @Test
    void opensAgainAfterAStartAndKeepsNothingInTheClear() throws IOException {
        byte[] sealed = keys().sets().of(workspace).seal(Part.WORKER, TOKEN, CONTEXT);

        assertThat(keys().sets().of(workspace).open(Part.WORKER, 1, sealed, CONTEXT))
                .isEqualTo(TOKEN);
        try (Stream<Path> files = Files.list(kept)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    @Attack({"secrets-1", "secrets-2"})
    void opensNothingInAnotherPlace() {
        WorkspaceKeys own = keys().sets().of(workspace);
        byte[] sealed = own.seal(Part.WORKER, TOKEN, CONTEXT);
        byte[] elsewhere = "workspace|connection|field|2".getBytes(StandardCharsets.UTF_8);

        refuses(Reason.UNOPENABLE, () -> own.open(Part.WORKER, 1, sealed, elsewhere));
        refuses(Reason.UNOPENABLE, () -> own.open(Part.WEB, 1, sealed, CONTEXT));
        refuses(Reason.UNOPENABLE, () -> keys().sets().of(other).open(Part.WORKER, 1, sealed, CONTEXT));
        refuses(Reason.UNKNOWN_VERSION, () -> own.open(Part.WORKER, 2, sealed, CONTEXT));
    }

    @Test
    @Attack({"secrets-3", "secrets-4"})
    void opensNothingThatWasChangedOrCut() {
        WorkspaceKeys own = keys().sets().of(workspace);
        byte[] sealed = own.seal(Part.WORKER, TOKEN, CONTEXT);

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            refuses(Reason.UNOPENABLE, () -> own.open(Part.WORKER, 1, changed, CONTEXT));
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            refuses(Reason.UNOPENABLE, () -> own.open(Part.WORKER, 1, cut, CONTEXT));
        }
        refuses(Reason.UNOPENABLE, () -> own.open(Part.WORKER, 1, Arrays.copyOf(sealed, sealed.length + 1), CONTEXT));
    }

    /** GCM alone would let somebody who knows two keys make one text for both; the check value is of one key. */
    @Test
    @Attack("secrets-7")
    void takesNoTextWhoseCheckValueIsOfAnotherKey() {
        KeyRing keys = keys();
        byte[] before = keys.sets().of(workspace).seal(Part.WORKER, TOKEN, CONTEXT);
        assertThat(keys.sets().addVersion(workspace)).isEqualTo(2);
        byte[] after = keys.sets().of(workspace).seal(Part.WORKER, TOKEN, CONTEXT);

        byte[] mixed = after.clone();
        System.arraycopy(before, 0, mixed, 0, 32);

        assertThat(keys.sets().of(workspace).open(Part.WORKER, 1, before, CONTEXT))
                .isEqualTo(TOKEN);
        assertThat(keys.sets().of(workspace).open(Part.WORKER, 2, after, CONTEXT))
                .isEqualTo(TOKEN);
        for (byte[] sealed : new byte[][] {after, mixed}) {
            refuses(Reason.UNOPENABLE, () -> keys.sets().of(workspace).open(Part.WORKER, 1, sealed, CONTEXT));
        }
    }

    @Test
    void aRotationChangesNothingThatWasDerived() {
        KeyRing keys = keys();
        String before = hex(keys.scoped(KeyLabel.ID_HASH, workspace, 1));

        keys.sets().addVersion(workspace);

        assertThat(hex(keys.scoped(KeyLabel.ID_HASH, workspace, 1))).isEqualTo(before);
        assertThat(hex(keys().scoped(KeyLabel.ID_HASH, workspace, 1))).isEqualTo(before);
        assertThat(hex(keys.scoped(KeyLabel.ID_HASH, other, 1))).isNotEqualTo(before);
    }

    @Test
    @Attack("secrets-26")
    void aRetiredVersionOpensNoMore() {
        KeyRing keys = keys();
        byte[] sealed = keys.sets().of(workspace).seal(Part.WORKER, TOKEN, CONTEXT);
        keys.sets().addVersion(workspace);
        assertThat(keys.sets().of(workspace).open(Part.WORKER, 1, sealed, CONTEXT))
                .isEqualTo(TOKEN);

        keys.sets().retireBefore(workspace, 2);

        refuses(Reason.UNKNOWN_VERSION, () -> keys.sets().of(workspace).open(Part.WORKER, 1, sealed, CONTEXT));
    }

    @Test
    @Attack("secrets-25")
    void destroyedKeysComeBackInNoWay() {
        KeyRing keys = keys();
        keys.sets().of(workspace);

        keys.sets().destroy(workspace);
        keys.sets().destroy(workspace);

        refuses(Reason.DESTROYED, () -> keys.sets().of(workspace));
        keys.create(workspace);
        refuses(Reason.DESTROYED, () -> keys().sets().of(workspace));
        refuses(Reason.DESTROYED, () -> keys.scoped(KeyLabel.ID_HASH, workspace, 1));
        assertThat(keys.sets().of(other).version()).isEqualTo(1);
    }

    /** A process that was killed between the mark and the wipe, and a copy of the key store that was put back. */
    @Test
    @Attack("secrets-25")
    void keysThatAreMarkedAsDestroyedOpenNothingThoughTheyLieThere() throws IOException {
        byte[] sealed = keys().sets().of(workspace).seal(Part.WORKER, TOKEN, CONTEXT);
        Path entry = kept.resolve("wsp_" + workspace + ".keys");
        String left = Files.readString(entry);
        Files.createFile(kept.resolve("wsp_" + workspace + ".destroyed"));

        refuses(Reason.DESTROYED, () -> keys().sets().of(workspace).open(Part.WORKER, 1, sealed, CONTEXT));
        refuses(Reason.DESTROYED, () -> keys().sets().addVersion(workspace));
        assertThat(keys().sets().workspaces()).containsExactly(other);

        keys().sets().destroy(workspace);
        assertThat(entry).doesNotExist();
        Files.writeString(entry, left);
        refuses(Reason.DESTROYED, () -> keys().sets().of(workspace));
    }

    @Test
    @Attack("secrets-23")
    void aWrongMasterKeyIsToldFromAMissingRootAndOverwritesNothing() throws IOException {
        String before = Files.readString(kept.resolve("installation.keys"));
        KeySources wrong = KeySources.of(FileSource.of(MasterKey.create(folder.resolve("wrong.key"))));

        assertThatThrownBy(() -> KeyRing.open(wrong, store()))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining(master.fingerprint())
                .hasMessageContaining("nothing was overwritten");
        assertThatThrownBy(() -> KeyRing.found(wrong, store())).isInstanceOf(KeysUnavailable.class);
        assertThat(kept.resolve("installation.keys")).hasContent(before);
        refuses(Reason.MISSING, () -> KeyRing.open(wrong, new FolderKeyStore(folder.resolve("none"))));
    }

    @Test
    @Attack({"secrets-1", "secrets-27"})
    void anEntryThatWasMovedOrChangedIsRefused() throws IOException {
        Path own = kept.resolve("wsp_" + workspace + ".keys");
        Path others = kept.resolve("wsp_" + other + ".keys");
        String right = Files.readString(own);

        Files.writeString(own, Files.readString(others));
        refuses(Reason.DAMAGED, () -> keys().sets().of(workspace));
        Files.writeString(own, Files.readString(others).replace(other.toString(), workspace.toString()));
        refuses(Reason.DAMAGED, () -> keys().sets().of(workspace));
        Files.writeString(own, right.replace("generation 1", "generation 2"));
        refuses(Reason.DAMAGED, () -> keys().sets().of(workspace));
        Files.writeString(own, "nonsense");
        refuses(Reason.DAMAGED, () -> keys().sets().of(workspace));
        Files.delete(own);
        refuses(Reason.MISSING, () -> keys().sets().of(workspace));
        Files.writeString(own, right);
        assertThat(keys().sets().of(workspace).version()).isEqualTo(1);
    }

    @Test
    @Attack("secrets-20")
    void aServerWithTheRoleWebAloneOpensNothingOfAWorkers() {
        byte[] token = keys().sets().of(workspace).seal(Part.WORKER, TOKEN, CONTEXT);
        byte[] verification = keys().sets().of(workspace).seal(Part.WEB, TOKEN, CONTEXT);
        KeyRing web = KeyRing.open(KeySources.of(FileSource.ofWebAlone(master)), store());
        byte[] box = web.sets().of(workspace).sealToIntake(TOKEN);

        assertThat(web.sets().of(workspace).open(Part.WEB, 1, verification, CONTEXT))
                .isEqualTo(TOKEN);
        refuses(Reason.NOT_OF_THIS_ROLE, () -> web.sets().of(workspace).open(Part.WORKER, 1, token, CONTEXT));
        refuses(Reason.NOT_OF_THIS_ROLE, () -> web.sets().of(workspace).openFromIntake(box));
        refuses(Reason.NOT_OF_THIS_ROLE, () -> web.sets().addVersion(workspace));
        assertThat(keys().sets().of(workspace).openFromIntake(box))
                .hasValueSatisfying(plain -> assertThat(plain).isEqualTo(TOKEN));
        assertThat(keys().sets().of(other).openFromIntake(box)).isEmpty();
    }

    /** What it derived from the master key itself it goes on deriving, for everything that was there. */
    @Test
    void anInstallationOfTheFirstVersionLosesNothing() {
        KeyRing before = new KeyRing(master);
        KeyStore store = new FolderKeyStore(folder.resolve("later"));
        Instant adopted = Instant.parse("2026-01-01T00:00:00Z");
        UUID connection = UUID.randomUUID();

        KeyRing after = KeyRing.keptIn(store, KeySources.of(FileSource.of(master)), master, adopted);

        for (KeyLabel label : KeyLabel.values()) {
            assertThat(hex(after.installation(label))).isEqualTo(hex(before.installation(label)));
            assertThat(hex(after.scoped(label, workspace, 1))).isEqualTo(hex(before.scoped(label, workspace, 1)));
            assertThat(hex(after.scoped(label, workspace, connection, 1)))
                    .isEqualTo(hex(before.scoped(label, connection, 1)));
        }
        UUID made = new UUID(adopted.plusSeconds(1).toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
        refuses(Reason.MISSING, () -> after.scoped(KeyLabel.ID_HASH, made, 1));
        after.create(made);
        assertThat(hex(after.scoped(KeyLabel.ID_HASH, made, 1)))
                .isNotEqualTo(hex(before.scoped(KeyLabel.ID_HASH, made, 1)));
    }

    private KeyStore store() {
        return new FolderKeyStore(kept);
    }

    private KeyRing keys() {
        return KeyRing.open(KeySources.of(FileSource.of(master)), store());
    }

    private static void refuses(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeysUnavailable.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static String hex(DerivedKey key) {
        return key.expose(HexFormat.of()::formatHex);
    }
}
