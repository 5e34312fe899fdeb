package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A flood of requests that are turned away, as it stands in the log. */
class TurnedAwayTest {

    private static final TestServer SERVER = TestServer.shared();

    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final Workspace workspace = SERVER.newWorkspace();
    private Instant now = Instant.parse("2026-11-02T10:00:00Z");

    @Test
    @Attack("audit-30")
    void isCountedWhenItsTimeIsOver() {
        TurnedAway turnedAway = turnedAway();
        flood(turnedAway, 14);
        turnedAway.summarise();
        assertThat(counts()).isEmpty();

        now = now.plus(TurnedAway.WINDOW).plusSeconds(1);
        turnedAway.summarise();

        assertThat(counts()).singleElement().asString().contains("4 more requests were turned away");
    }

    @Test
    @Attack("audit-30")
    void isCountedByAServerThatStops() {
        TurnedAway turnedAway = turnedAway();
        flood(turnedAway, 12);

        turnedAway.destroy();

        assertThat(counts()).singleElement().asString().contains("2 more requests were turned away");
    }

    private TurnedAway turnedAway() {
        InstantSource moving = () -> now;
        return new TurnedAway(workspaces, SERVER.bean(AuditTrail.class), moving.withZone(ZoneOffset.UTC));
    }

    private void flood(TurnedAway turnedAway, int requests) {
        for (int i = 0; i < requests; i++) {
            turnedAway.tell(Optional.of(workspace.id()), Actor.OPERATOR, "post.w.slug.audit.verify", Outcome.REFUSED);
        }
    }

    private List<AuditEntry> counts() {
        return workspaces
                .within(workspace.id(), () -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 100))
                .stream()
                .filter(entry -> entry.toString().contains("more requests"))
                .toList();
    }
}
