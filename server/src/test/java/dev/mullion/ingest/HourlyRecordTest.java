package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HourlyRecordTest {

    private final Intake intake = Intake.on(TestServer.shared());
    private final UUID delivery = UUID.randomUUID();

    @BeforeEach
    void threeDeliveriesAndARefusal() {
        intake.server.deliver(intake.hook, "pull_request", delivery, Intake.OPENED);
        intake.server.deliver(intake.hook, "pull_request", delivery, Intake.OPENED);
        intake.deliver("star", GitHubBodies.pullRequest("opened"));
        intake.server.send(intake.claim("sha256=00", Intake.OPENED));
        intake.server.bean(Strays.class).flush();
    }

    @Test
    void tellsAClosedHourOfAConnectionOnce() {
        node(Duration.ofHours(2)).tell();
        node(Duration.ofHours(2)).tell();
        node(Duration.ofHours(3)).tell();

        assertThat(told()).singleElement().satisfies(entry -> {
            assertThat(entry.subject()).isEqualTo(intake.hook.id().toString());
            assertThat(entry.actor().name()).isEqualTo("ingest");
            assertThat(entry.detail())
                    .contains("4 received, 1 kept, 1 duplicate, 1 refused")
                    .contains(4 * Intake.OPENED.length + " bytes read");
        });
    }

    @Test
    void tellsNothingOfAnHourThatIsNotClosed() {
        Instant end =
                Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        node(end.plus(HourlyRecord.GRACE).minusMillis(1)).tell();

        assertThat(told()).isEmpty();
    }

    @Test
    void tellsItOnceWhenManyServersDoSoAtTheSameTime() throws Exception {
        List<Callable<Boolean>> nodes = IntStream.range(0, 4)
                .mapToObj(_ -> (Callable<Boolean>) () -> {
                    node(Duration.ofHours(2)).tell();
                    return true;
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(nodes.size())) {
            for (var done : threads.invokeAll(nodes)) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(told()).hasSize(1);
    }

    @Test
    void tellsTheNextHourToo() {
        node(Duration.ofHours(2)).tell();
        aDayLater();
        node(Duration.ofHours(30)).tell();

        assertThat(told()).hasSize(2);
    }

    /** The same counts a day on: tests have no other way to make an hour pass. */
    private void aDayLater() {
        intake.server
                .bean(Workspaces.class)
                .within(
                        intake.workspace.id(),
                        () -> intake.server.bean(TenantSql.class).sql("""
                        insert into delivery_hour (workspace_id, connection_id, hour, outcome, deliveries, bytes_read,
                                                   bytes_kept, last_at)
                        select h.workspace_id, h.connection_id, h.hour + interval '1 day', h.outcome, h.deliveries,
                               h.bytes_read, h.bytes_kept, h.last_at + interval '1 day'
                          from delivery_hour h
                         where h.workspace_id = :workspace
                        """).update());
    }

    private HourlyRecord node(Duration later) {
        return node(Instant.now(Clock.systemUTC()).plus(later));
    }

    private HourlyRecord node(Instant now) {
        return new HourlyRecord(
                intake.server.bean(Workspaces.class),
                intake.server.bean(TenantSql.class),
                intake.server.bean(AuditTrail.class),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<AuditEntry> told() {
        return intake
                .server
                .bean(Workspaces.class)
                .within(
                        intake.workspace.id(),
                        () -> intake.server.bean(AuditTrail.class).newest(AuditFilter.ALL, 100))
                .stream()
                .filter(entry -> entry.verb().equals("deliveries.counted"))
                .toList();
    }
}
