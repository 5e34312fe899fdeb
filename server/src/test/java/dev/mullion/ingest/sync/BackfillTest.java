package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Puller;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Hurry;
import dev.mullion.ingest.sync.Leases.Lease;
import dev.mullion.ingest.sync.SyncRun.State;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.xero.Entries;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Everything is read again, and the place of the walk for changes is not lost by it. */
class BackfillTest {

    private static final String BOOKS = "/api\\.xro/2\\.0/.*";

    private final TestServer server = ReadGitHub.server();

    /** An entry that appears late under an old time of change is on no page of what changed. */
    @Test
    @Attack("reliability-17")
    void findsWhatAWalkOfChangesCannotSee() {
        ReadXero link = ReadXero.connected();
        link.read();
        appearsLate(link);
        link.read();
        assertThat(invoices(link)).isEqualTo(5);
        int before = ReadXero.vendor().asked().size();

        SyncRun run = ReadGitHub.ended(backfill(link));

        assertThat(run.state()).as(run.coverage()).isEqualTo(State.COMPLETE);
        assertThat(run.cause()).isEqualTo(SyncRun.Cause.BACKFILL);
        assertThat(run.coverage()).contains("5 of them were read whole again.");
        assertThat(invoices(link)).isEqualTo(6);
        assertThat(asked(before)).anyMatch(one -> one.contains("/Invoices") && !one.endsWith(" since"));
        assertThat(link.inside(() -> ReadXero.bean(Syncs.class).isReadAgain(link.id())))
                .isFalse();
        assertThat(link.trail("connection.backfill-asked")).containsExactly("run_" + run.id());
    }

    /** Nobody asks for it: a run of the clock begins it, a month after the last time. */
    @Test
    @Attack("reliability-17")
    void isBegunByTheClockEveryThirtyDays() {
        ReadXero link = ReadXero.connected();
        link.read();
        appearsLate(link);
        last(link, Backfills.EVERY.minusHours(1), "now()");
        assertThat(ReadGitHub.ended(byTheClock(link)).coverage()).doesNotContain("whole again");
        assertThat(invoices(link)).isEqualTo(5);
        last(link, Backfills.EVERY.plusHours(1), "now()");

        SyncRun run = ReadGitHub.ended(byTheClock(link));

        assertThat(run.state()).as(run.coverage()).isEqualTo(State.COMPLETE);
        assertThat(run.cause()).isEqualTo(SyncRun.Cause.CLOCK);
        assertThat(run.coverage()).contains("5 of them were read whole again.");
        assertThat(invoices(link)).isEqualTo(6);
        assertThat(ReadGitHub.ended(byTheClock(link)).coverage()).doesNotContain("whole again");
    }

    /** A year of an account may take longer than the seven days that one is given. */
    @Test
    @Attack("reliability-17")
    void goesOnAMonthLaterWhereItWasNotOver() {
        ReadXero link = ReadXero.connected();
        link.read();
        ReadXero.vendor().pageSize(2);
        Hurry.forgetBudgets(ReadXero.bean(Egress.class));
        readAgain(link, 2);
        last(link, Backfills.EVERY.plusHours(1), "null");
        assertThat(isReadAgain(link)).as("its seven days are over").isFalse();
        var reached = link.inside(() -> {
            ReadXero.bean(Backfills.class).beginDue(link.id());
            return ReadXero.bean(Backfills.class).of(link.id()).orElseThrow();
        });

        assertThat(reached).isNotEmpty();
        assertThat(isReadAgain(link)).isTrue();
        assertThat(link.read().coverage()).contains("read whole again");
        assertThat(isReadAgain(link)).isFalse();
    }

    /** An installation that is older than this rule does not read all of its connections again on one day. */
    @Test
    void theFirstOnesOfManyConnectionsAreSpreadOverThirtyDays() {
        Instant now = Instant.parse("2026-06-10T18:00:00Z");
        Random ids = new Random(7);
        List<Instant> due = IntStream.range(0, 300)
                .mapToObj(_ -> new ConnectionId(new UUID(ids.nextLong(), ids.nextLong())))
                .map(id -> Backfills.first(now.minus(Duration.ofDays(400)), id, now))
                .toList();
        Instant ofANewOne = Backfills.first(now, new ConnectionId(new UUID(3, 4)), now);

        assertThat(due).allMatch(at -> !at.isBefore(now) && at.isBefore(now.plus(Backfills.EVERY)));
        assertThat(due.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .hasSize(30)
                .allSatisfy((_, count) -> assertThat(count).isLessThan(25));
        assertThat(ofANewOne)
                .isBetween(now.plus(Backfills.EVERY), now.plus(Backfills.EVERY).plus(Backfills.EVERY));
    }

    private static boolean isReadAgain(ReadXero link) {
        return link.inside(() -> ReadXero.bean(Syncs.class).isReadAgain(link.id()));
    }

    /** As if the last one had been begun so long ago. */
    private void last(ReadXero link, Duration ago, String ended) {
        server.asAdministrator(
                """
                insert into mullion.sync_backfill (workspace_id, connection_id, asked_at, ended_at)
                values ('%1$s', '%2$s', now() - interval '%3$d hours', %4$s)
                on conflict (workspace_id, connection_id) do update
                   set asked_at = excluded.asked_at, ended_at = excluded.ended_at
                """.formatted(link.workspace.id().value(), link.id().value(), ago.toHours(), ended));
    }

    private static Asked.Begun byTheClock(ReadXero link) {
        Hurry.forgetBudgets(ReadXero.bean(Egress.class));
        return (Asked.Begun) ReadXero.bean(Syncs.class).byTheClock(link.workspace.id(), link.id());
    }

    @Test
    @Attack({"reliability-16", "reliability-17"})
    void oneThatIsCutGoesOnAndLosesNoPlace() throws Exception {
        ReadXero link = ReadXero.connected();
        link.read();
        appearsLate(link);
        List<String> places = places(link);
        ReadXero.vendor().pageSize(2);
        int pagesOfChanges = 5;
        var halt = ReadXero.vendor().haltAt(link.organisation, BOOKS, pagesOfChanges + 2);
        Asked.Begun begun = backfill(link);
        assertThat(halt.isReached()).isTrue();

        assertThat(places(link)).isEqualTo(places);
        server.asAdministrator("update mullion.sync_lease set held_until = now() - interval '1 second'"
                + " where connection_id = '" + link.id().value() + "'");
        var taken = (Asked.Begun) ReadXero.bean(Syncs.class).ask(link.workspace.id(), link.id(), Actor.OPERATOR);
        halt.release();
        ReadGitHub.ended(begun);
        SyncRun next = ReadGitHub.ended(taken);

        assertThat(next.cause()).isEqualTo(SyncRun.Cause.ASKED);
        assertThat(next.state()).as(next.coverage()).isEqualTo(State.COMPLETE);
        assertThat(next.coverage()).contains("were read whole again.");
        assertThat(invoices(link)).isEqualTo(6);
        assertThat(places(link)).isEqualTo(places);
        SyncRun after = link.read();
        assertThat(after.coverage()).doesNotContain("whole again");
    }

    @Test
    void readsAListWholeThatIsNotDueYet() {
        ReadStripe link = ReadStripe.connected();
        link.read();
        assertThat(link.read().coverage()).contains("were not due again");

        SyncRun run = ReadGitHub.ended(
                (Asked.Begun) ReadGitHub.bean(Syncs.class).backfill(link.workspace.id(), link.id, Actor.OPERATOR));

        assertThat(run.state()).as(run.coverage()).isEqualTo(State.COMPLETE);
        assertThat(run.coverage()).contains("read whole again").doesNotContain("were not due again");
        assertThat(run.figures().unchanged()).isPositive();
        assertThat(run.figures().written()).isZero();
    }

    @Test
    @Attack("reliability-17")
    void staysOpenWhereAWalkIsLongerThanOneRunReads() {
        ReadXero link = ReadXero.connected();
        link.read();
        ReadXero.vendor().pageSize(2);
        Hurry.forgetBudgets(ReadXero.bean(Egress.class));

        SyncRun cut = readAgain(link, 2);

        assertThat(cut.state()).isEqualTo(State.PARTIAL);
        assertThat(cut.coverage()).contains("has more pages than one run reads; the next run goes on");
        assertThat(link.inside(() -> ReadXero.bean(Syncs.class).isReadAgain(link.id())))
                .isTrue();
        SyncRun next = link.read();
        assertThat(next.coverage()).contains("read whole again");
        assertThat(link.inside(() -> ReadXero.bean(Syncs.class).isReadAgain(link.id())))
                .isFalse();
    }

    /** A run as the server carries it out, which reads no more than so many pages of one part. */
    private static SyncRun readAgain(ReadXero link, int mostPages) {
        Puller puller = ReadXero.server().context().getBeansOfType(Puller.class).values().stream()
                .filter(one -> one.connector().equals("xero"))
                .findFirst()
                .orElseThrow();
        Lease lease = link.inside(() -> {
            ReadXero.bean(Backfills.class).begin(link.id());
            Lease taken = ReadXero.bean(Leases.class).take(link.id()).orElseThrow();
            ReadXero.bean(SyncRuns.class).begin(taken, SyncRun.Cause.BACKFILL);
            return taken;
        });
        Puller.Link way = new Puller.Link(link.workspace.id(), link.id(), 0);
        try (Pulse pulse = new Pulse(Duration.ofMinutes(1))) {
            Journal journal = new Journal(ReadXero.bean(Journal.Books.class), way, lease, puller);
            Pull pull = new Pull(puller, way, journal, pulse, mostPages);
            boolean hasMore = true;
            while (hasMore) {
                hasMore = pull.turn();
            }
        }
        return link.inside(
                () -> ReadXero.bean(SyncRuns.class).find(link.id(), lease.run()).orElseThrow());
    }

    @Test
    void isRefusedWhileOneIsUnderWay() throws Exception {
        ReadXero link = ReadXero.connected();
        link.read();
        var halt = ReadXero.vendor().haltAt(link.organisation, BOOKS, 2);
        Asked.Begun begun = backfill(link);
        assertThat(halt.isReached()).isTrue();
        String token = "Bearer " + server.token(link.workspace, "settings:manage");
        String api = "/api/v1/workspaces/" + link.workspace.slug() + "/connections/" + link.id() + "/backfill";

        HttpResponse<String> again = server.post(api, "", "Authorization", token);
        String page = server.get(page(link), link.manager.header()).body();

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("under way");
        assertThat(Jsoup.parse(page).select("form[action$=/backfill]")).isEmpty();
        halt.release();
        ReadGitHub.ended(begun);
    }

    /** An earlier wish that no run has read to its end is one that is under way. */
    @Test
    void isRefusedWhileAnEarlierOneGoesOnWithTheNextRun() {
        ReadXero link = ReadXero.connected();
        link.read();
        link.inside(() -> {
            ReadXero.bean(Backfills.class).begin(link.id());
            return true;
        });

        assertThat(ReadXero.bean(Syncs.class).backfill(link.workspace.id(), link.id(), Actor.OPERATOR))
                .isInstanceOf(Asked.UnderWay.class);
    }

    @Test
    void thePageSaysWhatItCostsAndLeadsToTheRun() {
        ReadXero link = ReadXero.connected();
        link.read();
        Hurry.forgetBudgets(ReadXero.bean(Egress.class));
        String page = server.get(page(link), link.manager.header()).body();
        String csrf = Jsoup.parse(page).select("meta[name=csrf]").attr("content");

        HttpResponse<String> begun = server.post(page(link) + "/backfill", "_csrf=" + csrf, link.manager.header());

        assertThat(page).contains("The largest of the last runs took 5 requests for its pages");
        String run = begun.headers().firstValue("Location").orElseThrow();
        assertThat(run).startsWith(page(link) + "/runs/run_");
        assertThat(server.get(run, link.manager.header()).body())
                .contains("Everything is being read again", "to read everything again");
        link.await(() -> !link.inside(() -> ReadXero.bean(Syncs.class).isReadAgain(link.id())));
    }

    private static Asked.Begun backfill(ReadXero link) {
        Hurry.forgetBudgets(ReadXero.bean(Egress.class));
        return (Asked.Begun) ReadXero.bean(Syncs.class).backfill(link.workspace.id(), link.id(), Actor.OPERATOR);
    }

    private static void appearsLate(ReadXero link) {
        link.organisation.put(Entries.invoice(
                UUID.randomUUID(),
                new Entries.Sum(
                        "ACCREC",
                        "AUTHORISED",
                        "A late one",
                        "NZD",
                        "9.00",
                        "9.00",
                        ReadXero.day("2025-10-01"),
                        ReadXero.day("2025-11-01")),
                ReadXero.NOW.minus(Duration.ofDays(400))));
    }

    private static long invoices(ReadXero link) {
        return link.count("select count(*) from invoice where workspace_id = :workspace");
    }

    private static List<String> asked(int before) {
        return ReadXero.vendor()
                .asked()
                .subList(before, ReadXero.vendor().asked().size());
    }

    private static String page(ReadXero link) {
        return "/w/" + link.workspace.slug() + "/integrations/" + link.id();
    }

    private static List<String> places(ReadXero link) {
        return link.inside(() -> ReadXero.bean(TenantSql.class)
                .sql("select part || ' ' || read_to from sync_part where workspace_id = :workspace order by part")
                .query(String.class)
                .list());
    }
}
