package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Project Wycheproof's vectors of AES-GCM, against the cipher that wraps keys. */
class AesGcmVectorsTest {

    private static final Path VECTORS = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("vectors/aes_gcm_test.json");

    @Test
    void opensEveryValidOneAndNoInvalidOne() throws IOException {
        assumeThat(VECTORS)
                .as("set MULLION_SHARED to the folder that holds vectors")
                .isRegularFile();
        int opened = 0;
        int refused = 0;
        for (JsonNode group :
                JsonMapper.shared().readTree(Files.readString(VECTORS)).get("testGroups")) {
            if (group.get("keySize").asInt() != 256
                    || group.get("ivSize").asInt() != 96
                    || group.get("tagSize").asInt() != 128) {
                continue;
            }
            for (JsonNode vector : group.get("tests")) {
                boolean valid = vector.get("result").asString().equals("valid");
                assertThat(opens(vector))
                        .as("vector %s: %s", vector.get("tcId"), vector.get("comment"))
                        .isEqualTo(valid);
                opened += valid ? 1 : 0;
                refused += valid ? 0 : 1;
            }
        }
        assertThat(opened + refused).isEqualTo(66);
        assertThat(refused).isPositive();
    }

    private static boolean opens(JsonNode vector) {
        Aead aead = Gcm.aes256(hex(vector, "key"));
        byte[] sealed = HexFormat.of()
                .parseHex(vector.get("iv").asString()
                        + vector.get("ct").asString()
                        + vector.get("tag").asString());
        try {
            return Arrays.equals(aead.decrypt(sealed, hex(vector, "aad")), hex(vector, "msg"));
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static byte[] hex(JsonNode vector, String field) {
        return HexFormat.of().parseHex(vector.get(field).asString());
    }
}
