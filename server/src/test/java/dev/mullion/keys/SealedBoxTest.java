package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mullion.Attack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBoxTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Path VECTORS = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("vectors/sealed_box_ref.txt");

    private final byte[] own = HEX.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    private final byte[] ownPublic = IntakeKeys.publicOf(own);
    private final byte[] message = "ghp_a-token".getBytes(StandardCharsets.UTF_8);

    @Test
    void opensWhatLibsodiumSealed() throws IOException {
        assumeThat(VECTORS)
                .as("set MULLION_SHARED to the folder that holds vectors")
                .isRegularFile();
        int boxes = 0;
        for (String line : Files.readAllLines(VECTORS)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] fields = line.split("\t", -1);
                byte[] secret = HEX.parseHex(fields[0]);
                assertThat(IntakeKeys.publicOf(secret)).isEqualTo(HEX.parseHex(fields[1]));
                assertThat(SealedBox.open(HEX.parseHex(fields[3].substring(fields[3].indexOf(":") + 1)), secret))
                        .hasValueSatisfying(plain -> assertThat(plain)
                                .isEqualTo(HEX.parseHex(fields[2].substring(fields[2].indexOf(':') + 1))));
                boxes++;
            }
        }
        assertThat(boxes).isEqualTo(3);
    }

    /** Made with libsodium and an ephemeral key of thirty-two fives; published with Go's nacl/box. */
    @Test
    void sealsByteForByteAsLibsodiumDoes() {
        byte[] fives = new byte[32];
        Arrays.fill(fives, (byte) 5);
        byte[] box = SealedBox.seal(message, ownPublic, new X25519PrivateKeyParameters(fives, 0));

        assertThat(Arrays.copyOf(box, 32))
                .isEqualTo(HEX.parseHex("50a61409b1ddd0325e9b16b700e719e9772c07000b1bd7786e907c653d20495d"));
        assertThat(SealedBox.open(box, own))
                .hasValueSatisfying(plain -> assertThat(plain).isEqualTo(message));
    }

    @Test
    @Attack("secrets-11")
    void opensForNobodyElse() {
        byte[] other = own.clone();
        other[3] ^= 1;

        assertThat(SealedBox.open(SealedBox.seal(message, ownPublic), other)).isEmpty();
    }

    @Test
    @Attack({"secrets-3", "secrets-4"})
    void opensNothingThatWasChangedOrCut() {
        byte[] box = SealedBox.seal(message, ownPublic);

        for (int bit = 0; bit < box.length * 8; bit++) {
            byte[] changed = box.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(SealedBox.open(changed, own)).as("bit %d", bit).isEmpty();
        }
        for (int length = 0; length < box.length; length++) {
            assertThat(SealedBox.open(Arrays.copyOf(box, length), own))
                    .as("length %d", length)
                    .isEmpty();
        }
        assertThat(SealedBox.open(Arrays.copyOf(box, box.length + 1), own)).isEmpty();
    }

    /** The points of low order (RFC 7748, 6.1; "Curve25519: new Diffie-Hellman speed records") and unreduced ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0900000000000000000000000000000000000000000000000000000000000080",
                "09"
            })
    @Attack("secrets-10")
    void refusesAPublicKeyOfLowOrderOrAnotherSpelling(String key) {
        byte[] bad = HEX.parseHex(key);

        assertThatThrownBy(() -> SealedBox.seal(message, bad)).isInstanceOf(IllegalArgumentException.class);
        if (bad.length == SealedBox.KEY) {
            byte[] box = SealedBox.seal(message, ownPublic);
            System.arraycopy(bad, 0, box, 0, bad.length);
            assertThat(SealedBox.open(box, own)).isEmpty();
        }
    }
}
