package dev.mullion.egress;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A secret for these hosts. */
record TestSecret(String text, Set<String> hosts) implements HostBound {

    static TestSecret of(String text, String... hosts) {
        return new TestSecret(text, Set.of(hosts));
    }

    @Override
    public boolean mayGoTo(String host) {
        return hosts.contains(host);
    }

    @Override
    public <T extends @Nullable Object> T expose(Function<byte[], T> use) {
        return use.apply(text.getBytes(StandardCharsets.UTF_8));
    }
}
