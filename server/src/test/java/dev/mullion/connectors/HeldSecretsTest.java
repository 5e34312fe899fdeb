package dev.mullion.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.tenancy.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class HeldSecretsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] KEY = "rk_test_synthetic".getBytes(StandardCharsets.US_ASCII);

    private final Link link = new Link(new WorkspaceId(UUID.randomUUID()), new ConnectionId(UUID.randomUUID()), 0);
    private final byte[] bytes = KEY.clone();
    private final HeldSecret secret = new HeldSecret(bytes, "api.vendor.example", NOW, NOW.plus(Duration.ofMinutes(1)));

    @Test
    @Attack("secrets-12")
    void areWipedWhenTheirTimeIsOverThoughNobodyAsks() {
        var held = new HeldSecrets(Duration.ofMillis(50));
        held.hold(link, secret);

        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isWiped() && System.nanoTime() < patience) {
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(bytes).containsOnly(0);
    }

    @Test
    @Attack("secrets-12")
    void areWipedWhenTheyAreDroppedOrReplaced() {
        var held = new HeldSecrets(Duration.ofMinutes(1));
        held.hold(link, secret);
        byte[] next = KEY.clone();
        held.hold(link, new HeldSecret(next, "api.vendor.example", NOW, NOW.plus(Duration.ofMinutes(1))));
        assertThat(bytes).containsOnly(0);

        byte[] waiting = KEY.clone();
        held.hold(
                new Link(link.workspace(), link.connection(), -1),
                new HeldSecret(waiting, "api.vendor.example", NOW, NOW.plus(Duration.ofMinutes(1))));
        held.dropAll(link);

        assertThat(next).containsOnly(0);
        assertThat(waiting).containsOnly(0);
    }

    @Test
    void whoAsksKeepsACopyWhichIsTheirsToWipe() {
        var held = new HeldSecrets(Duration.ofMinutes(1));
        held.hold(link, secret);
        HeldSecret mine = held.copyOf(link, NOW).orElseThrow();
        HeldSecret another = held.copyOf(link, NOW).orElseThrow();

        mine.wipe();
        held.drop(link);

        assertThat(another.<byte[]>expose(byte[]::clone)).isEqualTo(KEY);
        assertThatThrownBy(() -> mine.expose(byte[]::clone)).isInstanceOf(IllegalStateException.class);
        assertThat(held.copyOf(link, NOW)).isEmpty();
    }

    @Test
    void areNotGivenAfterTheirTime() {
        var held = new HeldSecrets(Duration.ofMinutes(1));
        held.hold(link, secret);

        assertThat(held.copyOf(link, NOW.plus(Duration.ofMinutes(1)))).isEmpty();
    }

    private boolean isWiped() {
        for (byte one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }
}
