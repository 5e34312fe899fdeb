package dev.mullion.connectors.xero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.consent.ConsentId;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who waits for whom while a token is renewed. */
class ConsentLocksTest {

    private final ConsentLocks locks = new ConsentLocks();

    @Test
    void areNeverTheSameForTwoConsents() {
        assertThat(Stream.generate(ConsentLocksTest::consent)
                        .limit(1_000)
                        .map(locks::of)
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void areTheSameForAllWhoRenewOneConsent() {
        ConsentId consent = consent();
        ReentrantLock held = locks.of(consent);
        held.lock();
        try {
            System.gc();

            assertThat(locks.of(new ConsentId(consent.value()))).isSameAs(held);
        } finally {
            held.unlock();
        }
    }

    private static ConsentId consent() {
        return new ConsentId(UUID.randomUUID());
    }
}
