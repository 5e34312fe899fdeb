package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.TestServer;
import dev.mullion.connectors.Projected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IngestTest {

    /** The table refuses it, and with it the transaction of every delivery in the same batch. */
    private static final String TOO_LONG = "e".repeat(61);

    private final Intake intake = Intake.on(TestServer.shared());
    private final Ingest ingest = intake.server.bean(Ingest.class);

    @Test
    void aDeliveryThatCannotBeStoredFailsAlone() throws InterruptedException, ExecutionException {
        List<Future<Outcome>> good = new ArrayList<>();
        Future<Outcome> bad;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                good.add(threads.submit(() -> take(UUID.randomUUID(), "watch")));
            }
            bad = threads.submit(() -> take(UUID.randomUUID(), TOO_LONG));
            for (int i = 0; i < 40; i++) {
                good.add(threads.submit(() -> take(UUID.randomUUID(), "watch")));
            }
        }

        for (Future<Outcome> one : good) {
            assertThat(one.get()).isEqualTo(Outcome.IGNORED);
        }
        assertThatThrownBy(bad::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(intake.rows().deliveries()).isEqualTo(80);
    }

    @Test
    void aDeliveryThatWasRolledBackIsTakenWhenItComesAgain() throws Ingest.Overloaded {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> take(id, TOO_LONG)).isInstanceOf(IllegalStateException.class);

        assertThat(take(id, "watch")).isEqualTo(Outcome.IGNORED);
        assertThat(take(id, "watch")).isEqualTo(Outcome.DUPLICATE);
    }

    private Outcome take(UUID id, String event) throws Ingest.Overloaded {
        var delivery = new Delivery(
                intake.hook.id(), id, event, 100, new Projected.Ignored(""), Instant.parse("2026-03-02T10:00:00Z"));
        return ingest.take(intake.workspace.id(), delivery);
    }
}
