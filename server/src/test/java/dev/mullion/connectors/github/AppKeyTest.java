package dev.mullion.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.settings.OwnSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppKeyTest {

    private static final Instant NOW = Instant.parse("2026-05-05T05:05:05Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder = Path.of(".");

    @ParameterizedTest
    @ValueSource(ints = {2_048, 3_072})
    void signsWithTheKeyInEitherFormThatItComesIn(int bits) throws GeneralSecurityException, IOException {
        KeyPair pair = pair(bits);
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);

        for (Path file : new Path[] {pem("PRIVATE KEY", pkcs8), pem("RSA PRIVATE KEY", pkcs1)}) {
            String[] token = token(AppKey.of(4711, new OwnSecret.InFile(file), "api.github.com", CLOCK))
                    .split("\\.", -1);

            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(pair.getPublic());
            signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
            assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2])))
                    .isTrue();
        }
    }

    @Test
    void beginsAMinuteAgoAndEndsWithinTenMinutes() throws GeneralSecurityException, IOException {
        AppKey key = AppKey.of(
                4711,
                new OwnSecret.InFile(pem("PRIVATE KEY", pair(2_048).getPrivate().getEncoded())),
                "api.github.com",
                CLOCK);

        String claims =
                new String(Base64.getUrlDecoder().decode(token(key).split("\\.", -1)[1]), StandardCharsets.UTF_8);

        assertThat(claims)
                .isEqualTo("{\"iat\":%d,\"exp\":%d,\"iss\":\"4711\"}"
                        .formatted(NOW.getEpochSecond() - 60, NOW.getEpochSecond() + 480));
    }

    @Test
    void goesToOneHostAlone() throws GeneralSecurityException, IOException {
        AppKey key = AppKey.of(
                4711,
                new OwnSecret.InFile(pem("PRIVATE KEY", pair(2_048).getPrivate().getEncoded())),
                "api.github.com",
                CLOCK);

        assertThat(key.mayGoTo("api.github.com")).isTrue();
        assertThat(key.mayGoTo("api.github.com.example.com")).isFalse();
        assertThat(key).hasToString("[key of the GitHub App]");
    }

    @Test
    void refusesAFileThatHoldsNoKeyOfItsKindAndQuotesNothingOfIt() throws GeneralSecurityException, IOException {
        Path text = Files.writeString(folder.resolve("text.pem"), "not-a-key-but-private");
        Path small = pem("PRIVATE KEY", pair(1_024).getPrivate().getEncoded());

        for (Path file : new Path[] {text, small}) {
            assertThatThrownBy(() -> AppKey.of(4711, new OwnSecret.InFile(file), "api.github.com", CLOCK))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining("not-a-key")
                    .hasNoCause();
        }
    }

    private static KeyPair pair(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private Path pem(String label, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                Files.createTempFile(folder, "key", ".pem"),
                "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    private static String token(AppKey key) {
        return key.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
}
