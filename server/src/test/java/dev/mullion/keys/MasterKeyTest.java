package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

    @TempDir
    private Path folder;

    @Test
    void aNewOneIsForItsOwnerAloneAndReadsBackTheSame() throws IOException {
        Path file = folder.resolve("master.key");

        String made = MasterKey.create(file).fingerprint();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKey.read(file).fingerprint()).isEqualTo(made);
    }

    @Test
    void isNeverOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("master.key"), "somebody's only key");

        assertThatThrownBy(() -> MasterKey.create(file))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining("is not overwritten");
        assertThat(file).hasContent("somebody's only key");
    }

    @Test
    void saysHowToMakeOneWhereThereIsNone() {
        Path file = folder.resolve("master.key");

        assertThatThrownBy(() -> MasterKey.read(file))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining("bin/mullion key create " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
    void isRefusedWhereOthersCouldReachIt(String rights) throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.create(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));

        assertThatThrownBy(() -> MasterKey.read(file))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "31 bytes, holds a weak key",
        "33 bytes, holds a weak key",
        "one byte 32 times, holds a weak key",
        "a sentence, holds a weak key",
        "not base64, is damaged",
        "of another kind, is not a master key",
        "empty, is not a master key",
        "too long, must be a short file"
    })
    void isRefusedWithOneSentenceThatTellsNothingOfIt(String what, String sentence) throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.create(file);
        String content = content(what);
        Files.writeString(file, content);

        assertThatThrownBy(() -> MasterKey.read(file))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(sentence)
                .satisfies(refused -> assertThat(String.valueOf(refused.getMessage()))
                        .doesNotContain(content.isEmpty() ? "nothing" : content.substring(content.length() / 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "our master key, do not share it\n",
                "our master key, do not share\r\n\r\n",
                "one\ttwo\tthree\tfour\tfive\tsix\t7890",
                "\u0430\u0431\u0432\u0433\u0434\u0435\u0436\u0437\u0438\u043a\u043b\u043c\u043d\u043e\u043f\u0440",
                "\u9375\u5319\u3092\u8ab0\u306b\u3082\u898b\u305b\u306a\u3044!?",
                "key \ud83d\udd11 of gr\u00fc\u00dfe, caf\u00e9 & co."
            })
    @Attack("secrets-24")
    void isRefusedWhereItIsText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(bytes).hasSize(32);
        Path file = folder.resolve("master.key");
        MasterKey.create(file);
        Files.writeString(file, line(bytes));

        assertThatThrownBy(() -> MasterKey.read(file))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining("holds a weak key");
    }

    /** One byte that no text has is enough, wherever it stands: nothing but whole text is refused. */
    @ParameterizedTest
    @ValueSource(ints = {0, 15, 31})
    void isTakenWhereOneByteIsOfNoText(int place) throws IOException {
        byte[] bytes = "our master key, do not share it\n".getBytes(StandardCharsets.US_ASCII);
        bytes[place] = (byte) 0xc3;
        Path file = folder.resolve("master.key");
        MasterKey.create(file);
        Files.writeString(file, line(bytes));

        assertThat(MasterKey.read(file).fingerprint()).hasSize(16);
    }

    private static String content(String what) {
        return switch (what) {
            case "31 bytes" -> line(distinct(31));
            case "33 bytes" -> line(distinct(33));
            case "one byte 32 times" -> line(new byte[32]);
            case "a sentence" -> line("correct horse battery staple 32!".getBytes(StandardCharsets.US_ASCII));
            case "not base64" -> "mullion-master-key-1 ***not-base64***";
            case "of another kind" -> "-----BEGIN PRIVATE KEY-----";
            case "empty" -> "";
            default -> line(distinct(32)) + "#".repeat(200);
        };
    }

    private static String line(byte[] key) {
        return "mullion-master-key-1 " + Base64.getEncoder().encodeToString(key) + "\n";
    }

    private static byte[] distinct(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (200 + i);
        }
        return bytes;
    }
}
