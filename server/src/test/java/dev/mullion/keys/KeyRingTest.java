package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRingTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final UUID SCOPE = UUID.fromString("01990000-0000-7000-8000-00000000002a");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aKeyThatIsTheSameInEveryRun() throws IOException {
        byte[] master = new byte[32];
        IntStream.range(0, master.length).forEach(i -> master[i] = (byte) (i * 7));
        file = folder.resolve("master.key");
        MasterKey.create(file);
        Files.writeString(file, "mullion-master-key-1 " + Base64.getEncoder().encodeToString(master) + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void derivesEveryKeyByRfc5869(KeyLabel label) throws IOException {
        byte[] written = Base64.getDecoder()
                .decode(Files.readString(file).split(" ", 2)[1].strip());
        byte[] info = ByteBuffer.allocate(label.info().length() + 21)
                .put(label.info().getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .putLong(SCOPE.getMostSignificantBits())
                .putLong(SCOPE.getLeastSignificantBits())
                .putInt(3)
                .array();

        assertThat(hex(keys().scoped(label, SCOPE, 3)))
                .isEqualTo(HEX.formatHex(
                        Rfc5869.derive(written, "mullion/1".getBytes(StandardCharsets.US_ASCII), info, 32)));
    }

    /** Computed by another program (Python's hmac): a change would lock every installation out of its own data. */
    @Test
    void derivesWhatThisMasterKeyHasAlwaysGiven() {
        assertThat(hex(keys().installation(KeyLabel.DATABASE_CONTEXT)))
                .isEqualTo("330d29eef4d899da64ee9d35344240c62441807071a2f4e3f52f206634810b64");
        assertThat(hex(keys().scoped(KeyLabel.WEBHOOK, SCOPE, 1)))
                .isEqualTo("b3da9e243bac3d6d78d7df2327b1530c0abbab7e8e1b0bb438e1ea036888c02f");
        assertThat(keys().fingerprint()).isEqualTo("8cd518374835dc4e");
    }

    @Test
    void givesEveryLabelScopeAndVersionAKeyOfItsOwn() {
        KeyRing keys = keys();
        Set<String> seen = new HashSet<>();
        for (KeyLabel label : KeyLabel.values()) {
            for (UUID scope : new UUID[] {SCOPE, new UUID(0, 0), new UUID(0, 1), UUID.randomUUID()}) {
                for (int version : new int[] {1, 2, 256}) {
                    assertThat(seen.add(hex(keys.scoped(label, scope, version))))
                            .as("%s of %s, version %d", label, scope, version)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void anotherMasterKeyGivesNothingOfTheSame() {
        KeyRing other = new KeyRing(MasterKey.create(folder.resolve("other.key")));

        for (KeyLabel label : KeyLabel.values()) {
            assertThat(hex(other.installation(label))).isNotEqualTo(hex(keys().installation(label)));
        }
        assertThat(other.fingerprint()).isNotEqualTo(keys().fingerprint());
    }

    @Test
    void hashesAnIdDifferentlyInEveryWorkspaceAndForEveryKind() {
        IdHasher one = keys().idHasher(SCOPE);

        assertThat(one.hash("github.user", 1)).isEqualTo(keys().idHasher(SCOPE).hash("github.user", 1));
        assertThat(Set.of(
                        one.hash("github.user", 1),
                        one.hash("github.user", 2),
                        one.hash("github.team", 1),
                        one.hash("github.user", "1"),
                        keys().idHasher(UUID.randomUUID()).hash("github.user", 1)))
                .hasSize(5);
        assertThat(one.hash("github.user", "ab")).isNotEqualTo(one.hash("github.usera", "b"));
    }

    @Test
    void lendsACopyThatIsWipedAndPrintsNothing() {
        DerivedKey key = keys().installation(KeyLabel.SESSION);

        assertThat(key.<byte[]>expose(bytes -> bytes)).containsOnly(0);
        assertThat(hex(key)).isNotEqualTo("00".repeat(32));
        assertThat(key).hasToString("[redacted key]");
        assertThat(MasterKey.read(file)).hasToString("[redacted master key]");
    }

    private KeyRing keys() {
        return new KeyRing(MasterKey.read(file));
    }

    private static String hex(DerivedKey key) {
        return key.expose(HEX::formatHex);
    }
}
