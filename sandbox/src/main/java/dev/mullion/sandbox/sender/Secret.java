package dev.mullion.sandbox.sender;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A webhook secret. Lends its bytes, never prints itself. */
public final class Secret {
    private final byte[] bytes;

    public Secret(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a target's secret must not be blank");
        }
        this.bytes = value.getBytes(StandardCharsets.UTF_8);
    }

    <T> T expose(Function<byte[], T> use) {
        return use.apply(bytes.clone());
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
