package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.keys.KeysUnavailable.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two installations, and what is carried from the one to the other: its rows, its key store's files, its master key.
 */
class ApartInstallationsTest {

    private static final byte[] TOKEN = "a token of production".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTEXT = "workspace|connection|field|1".getBytes(StandardCharsets.UTF_8);

    private final UUID workspace = UUID.fromString("01990000-0000-7000-8000-00000000002a");

    @TempDir
    private Path folder;

    private byte[] sealed = {};

    @BeforeEach
    void aSecretOfProductionAndTheSameWorkspaceInDevelopment() {
        sealed = made("production").sets().of(workspace).seal(Part.WORKER, TOKEN, CONTEXT);
        made("development");
    }

    @Test
    @Attack("secrets-27")
    void rowsThatWereCopiedOverDoNotOpen() {
        WorkspaceKeys theirs = opened("development", "development").sets().of(workspace);

        refuses(Reason.UNOPENABLE, () -> theirs.open(Part.WORKER, 1, sealed, CONTEXT));
        refuses(Reason.UNOPENABLE, () -> theirs.open(Part.WEB, 1, sealed, CONTEXT));
    }

    /** As it is it names the other installation; made to name this one it names the other master key. */
    @Test
    @Attack("secrets-27")
    void norWithTheWorkspacesEntryOfTheKeyStore() throws IOException {
        Path entry = folder.resolve("development/wsp_" + workspace + ".keys");
        String copied = Files.readString(folder.resolve("production/wsp_" + workspace + ".keys"));

        Files.writeString(entry, copied);
        refuses(
                Reason.DAMAGED,
                () -> opened("development", "development").sets().of(workspace));
        Files.writeString(entry, renamed(copied));
        refuses(
                Reason.WRONG_KEY,
                () -> opened("development", "development").sets().of(workspace));
    }

    /** One master key for both was never a good idea, and does not join them. */
    @Test
    @Attack("secrets-27")
    void norWhereBothWereGivenOneMasterKey() throws IOException {
        Files.delete(folder.resolve("development.key"));
        Files.copy(folder.resolve("production.key"), folder.resolve("development.key"));
        Files.delete(folder.resolve("development/installation.keys"));
        KeyRing.found(sources("development"), store("development"));
        Path entry = folder.resolve("development/wsp_" + workspace + ".keys");

        Files.writeString(entry, renamed(Files.readString(folder.resolve("production/wsp_" + workspace + ".keys"))));

        refuses(
                Reason.DAMAGED,
                () -> opened("development", "development").sets().of(workspace));
    }

    private String renamed(String entry) {
        return entry.replace(installation("production"), installation("development"));
    }

    private String installation(String name) {
        return Wrapped.parse(name, store(name).read(Root.NAME).orElseThrow())
                .installation()
                .toString();
    }

    @Test
    @Attack("secrets-27")
    void norDoesTheWholeKeyStoreOpenUnderTheOthersMasterKey() {
        refuses(Reason.WRONG_KEY, () -> opened("production", "development"));

        assertThat(opened("production", "production").sets().of(workspace).open(Part.WORKER, 1, sealed, CONTEXT))
                .isEqualTo(TOKEN);
    }

    private KeyRing made(String name) {
        MasterKey.create(folder.resolve(name + ".key"));
        KeyRing keys = KeyRing.found(sources(name), store(name));
        keys.create(workspace);
        return keys;
    }

    private KeyRing opened(String store, String key) {
        return KeyRing.open(sources(key), store(store));
    }

    private KeySources sources(String key) {
        return KeySources.of(FileSource.of(MasterKey.read(folder.resolve(key + ".key"))));
    }

    private KeyStore store(String name) {
        return new FolderKeyStore(folder.resolve(name));
    }

    private static void refuses(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeysUnavailable.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
