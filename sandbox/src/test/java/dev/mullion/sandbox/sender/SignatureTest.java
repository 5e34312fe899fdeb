package dev.mullion.sandbox.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignatureTest {
    @Test
    void agreesWithTheVendorsPublishedVector() {
        var signature = new Signature(new Secret("It's a Secret to Everybody"));
        byte[] body = "Hello, World!".getBytes(StandardCharsets.UTF_8);

        assertThat(signature.of(body, body.length))
                .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    @Test
    void neverPrintsTheSecret() {
        assertThat(new Secret("openly synthetic").toString()).isEqualTo("Secret[redacted]");
    }
}
