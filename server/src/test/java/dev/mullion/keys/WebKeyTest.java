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
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key file of a server with the role web alone, and what can be done with all that is on such a machine. */
@SuppressWarnings("NullAway.Init")
class WebKeyTest {

    private static final byte[] TOKEN = "a vendor's token".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTEXT = "workspace|connection|field|1".getBytes(StandardCharsets.UTF_8);

    private final UUID workspace = UUID.fromString("01990000-0000-7000-8000-00000000002a");

    @TempDir
    private Path folder;

    private MasterKey master;
    private Path file;

    @BeforeEach
    void anInstallationWithAWebServersKey() {
        master = MasterKey.create(folder.resolve("master.key"));
        KeyRing keys = KeyRing.found(KeySources.of(FileSource.of(master)), store());
        keys.create(workspace);
        file = folder.resolve("web.key");
        keys.writeWebHalf(master, file);
    }

    @Test
    void servesTheRoleWebUnderTheMasterKeysName() throws IOException {
        byte[] verification = whole().sets().of(workspace).seal(Part.WEB, TOKEN, CONTEXT);
        MasterKey half = MasterKey.read(file);

        assertThat(half.fingerprint()).isEqualTo(master.fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(web().fingerprint()).isEqualTo(whole().fingerprint());
        assertThat(web().sets().of(workspace).open(Part.WEB, 1, verification, CONTEXT))
                .isEqualTo(TOKEN);
        assertThat(whole().sets()
                        .of(workspace)
                        .openFromIntake(web().sets().of(workspace).sealToIntake(TOKEN)))
                .hasValueSatisfying(plain -> assertThat(plain).isEqualTo(TOKEN));
    }

    @Test
    @Attack("secrets-20")
    void opensNothingOfAWorkers() {
        byte[] token = whole().sets().of(workspace).seal(Part.WORKER, TOKEN, CONTEXT);
        byte[] box = web().sets().of(workspace).sealToIntake(TOKEN);

        refuses(Reason.NOT_OF_THIS_ROLE, () -> web().sets().of(workspace).open(Part.WORKER, 1, token, CONTEXT));
        refuses(Reason.NOT_OF_THIS_ROLE, () -> web().sets().of(workspace).openFromIntake(box));
        refuses(Reason.NOT_OF_THIS_ROLE, () -> web().create(UUID.randomUUID()));
    }

    /** Whoever takes the machine has the file, the key store and this program, without its good manners. */
    @Test
    @Attack("secrets-20")
    void norDoesItInTheHandsOfWhoTakesTheMachine() throws IOException {
        byte[] taken = bytesOf(file);
        Wrapped entry = Wrapped.parse("it", store().read("wsp_" + workspace).orElseThrow());
        String name = "file:" + master.fingerprint();
        byte[] root = Wrapped.parse(Root.NAME, store().read(Root.NAME).orElseThrow())
                .unwrapped(Part.WEB, FileSource.ofWebAlone(MasterKey.read(file)));

        assertThat(taken).isNotEqualTo(bytesOf(folder.resolve("master.key")));
        for (byte[] guess : new byte[][] {
            taken,
            Hkdf.derive(taken, "wrap/worker"),
            java.util.Arrays.copyOfRange(root, root.length - 32, root.length),
            Hkdf.derive(java.util.Arrays.copyOfRange(root, root.length - 32, root.length), "wrap/worker")
        }) {
            FileSource forged = FileSource.imported(name, Map.of(Part.WORKER, guess));
            refuses(Reason.DAMAGED, () -> entry.unwrapped(Part.WORKER, forged));
        }
        assertThat(entry.unwrapped(Part.WORKER, FileSource.of(master))).isNotEmpty();
    }

    /** While the master key changes, the store holds what leads from one to the other: of each half apart. */
    @Test
    @Attack("secrets-20")
    void norWhileTheMasterKeyIsChanged() {
        MasterKey next = MasterKey.create(folder.resolve("next.key"));
        assertThatThrownBy(() -> whole().masterRotation().rotateTo(FileSource.of(next), _ -> {
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");
        byte[] token = KeyRing.open(KeySources.of(FileSource.of(next)), store())
                .sets()
                .of(workspace)
                .seal(Part.WORKER, TOKEN, CONTEXT);

        refuses(Reason.NOT_OF_THIS_ROLE, () -> web().sets().of(workspace).open(Part.WORKER, 1, token, CONTEXT));
    }

    @Test
    void isRefusedForAWorkerWithOneSentence() {
        MasterKey half = MasterKey.read(file);

        assertThatThrownBy(() -> FileSource.of(half))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining("MULLION_ROLES=web")
                .hasMessageContaining("MULLION_MASTER_KEY_FILE");
        assertThatThrownBy(() -> new KeyRing(half)).isInstanceOf(UnusableMasterKey.class);
        assertThatThrownBy(() -> KeyRing.keptIn(
                        new FolderKeyStore(folder.resolve("other")),
                        KeySources.of(FileSource.ofWebAlone(half)),
                        half,
                        Instant.EPOCH))
                .isInstanceOf(UnusableMasterKey.class);
        assertThatThrownBy(() -> whole().masterRotation().rotateTo(FileSource.of(half), _ -> {}))
                .isInstanceOf(UnusableMasterKey.class);
        assertThatThrownBy(() -> whole().writeWebHalf(half, folder.resolve("another")))
                .isInstanceOf(UnusableMasterKey.class);
        assertThat(folder.resolve("another")).doesNotExist();
    }

    /** Its root is the master key's own bytes, which every web server unwraps. */
    @Test
    void isNotMadeWhereTheRootGivesTheMasterKeyAway() {
        KeyStore first = new FolderKeyStore(folder.resolve("first"));
        KeyRing adopted = KeyRing.keptIn(first, KeySources.of(FileSource.of(master)), master, Instant.EPOCH);
        Path refused = folder.resolve("refused.key");

        assertThatThrownBy(() -> adopted.writeWebHalf(master, refused))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining("key rotate --master");
        assertThat(refused).doesNotExist();

        MasterKey next = MasterKey.create(folder.resolve("next.key"));
        adopted.masterRotation().rotateTo(FileSource.of(next), _ -> {});
        KeyRing.open(KeySources.of(FileSource.of(next)), first).writeWebHalf(next, refused);
        assertThat(MasterKey.read(refused).fingerprint()).isEqualTo(next.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mullion-web-key-1",
                "mullion-web-key-1 0123456789abcdef",
                "mullion-web-key-1 0123456789ABCDEF yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=",
                "mullion-web-key-1 0123456789abcdef AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "mullion-web-key-1 0123456789abcdef yMnKy8zNzs/Q0dLT1NXW1w==",
                "mullion-web-key-1 0123456789abcdef not-base64"
            })
    void isRefusedWhereItIsNotOne(String line) throws IOException {
        Files.writeString(file, line);

        assertThatThrownBy(() -> MasterKey.read(file)).isInstanceOf(UnusableMasterKey.class);
    }

    private KeyStore store() {
        return new FolderKeyStore(folder.resolve("keys"));
    }

    private KeyRing whole() {
        return KeyRing.open(KeySources.of(FileSource.of(master)), store());
    }

    private KeyRing web() {
        return KeyRing.open(KeySources.of(FileSource.ofWebAlone(MasterKey.read(file))), store());
    }

    private static byte[] bytesOf(Path keyFile) throws IOException {
        String line = Files.readString(keyFile).strip();
        return Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static void refuses(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeysUnavailable.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
