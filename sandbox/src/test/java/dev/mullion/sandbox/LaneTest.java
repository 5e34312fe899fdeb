package dev.mullion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.sandbox.sender.Road;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneTest {

    private static final String SECRET = "openly-synthetic-secret";

    /** As GitHub does: the App was taken away and installed anew. */
    @Test
    void deliversUnderTheNumberThatTheInstallationHasNow() throws Exception {
        var number = new AtomicLong(12);
        try (var receiver = new Receiver(SECRET, 0);
                Road road = Road.open()) {
            Plan plan = PlanLine.plan("""
                    {"seed":42,"anchor":"2026-11-21T21:00:00Z","historyDays":20,"recentDays":2,"pacePerMinute":0,\
                    "targets":[{"name":"sample","company":"sample","url":"%s","secret":"%s","installation":12}]}""".formatted(receiver.address(), SECRET));
            var silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
            Lane lane = new Lane(plan, plan.targets().getFirst(), road, new Reports(silent, 1), _ -> number.get());
            lane.recent();
            assertThat(receiver.installations).containsExactly("12");

            number.set(13);
            lane.older();

            assertThat(receiver.installations).containsExactlyInAnyOrder("12", "13");
        }
    }
}
