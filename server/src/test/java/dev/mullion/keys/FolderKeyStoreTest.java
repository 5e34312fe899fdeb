package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves that was killed between writing a content and putting it into its place. */
class FolderKeyStoreTest {

    private static final String NAME = "wsp_one";

    @TempDir
    private Path folder;

    private KeyStore store;
    private Path left;

    @BeforeEach
    void killedBeforeTheContentTookItsPlace() throws IOException {
        store = new FolderKeyStore(folder);
        store.put(NAME, null, "first");
        left = Files.writeString(folder.resolve("." + NAME + ".new"), "wrapped by the old key");
    }

    @Test
    @Attack("secrets-18")
    void isNotRead() {
        assertThat(store.read(NAME)).contains("first");
        assertThat(store.names()).containsExactly(NAME);
    }

    @Test
    @Attack("secrets-18")
    void goesWithTheNextContent() throws IOException {
        assertThat(store.put(NAME, "first", "second")).isTrue();

        assertThat(store.read(NAME)).contains("second");
        assertThat(contents()).doesNotContain("wrapped by the old key");
        assertThat(left).doesNotExist();
    }

    @Test
    @Attack("secrets-25")
    void goesWithTheKeys() throws IOException {
        store.destroy(NAME);

        assertThat(left).doesNotExist();
        assertThat(contents()).allMatch(String::isEmpty);
    }

    /** Killed between the mark and the wipe, or somebody copied the file back. */
    @Test
    @Attack("secrets-25")
    void isNotReadWhereItIsMarkedAsDestroyed() throws IOException {
        Files.createFile(folder.resolve(NAME + ".destroyed"));

        assertThat(store.read(NAME)).isEmpty();
        assertThat(store.names()).isEmpty();
        assertThat(store.put(NAME, "first", "second")).isFalse();
        assertThat(store.put(NAME, null, "second")).isFalse();
    }

    @Test
    @Attack("secrets-25")
    void goesWhenItsDestructionIsRepeated() throws IOException {
        Files.createFile(folder.resolve(NAME + ".destroyed"));

        store.destroy(NAME);

        assertThat(contents()).allMatch(String::isEmpty);
        assertThat(folder.resolve(NAME + ".keys")).doesNotExist();
    }

    @Test
    @Attack("secrets-25")
    void goesWithTheNextTidyingWhereItIsMarkedAsDestroyed() throws IOException {
        store.put("wsp_two", null, "of another");
        Files.createFile(folder.resolve(NAME + ".destroyed"));

        store.tidy();

        assertThat(folder.resolve(NAME + ".keys")).doesNotExist();
        assertThat(store.read("wsp_two")).contains("of another");
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(FolderKeyStoreTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
