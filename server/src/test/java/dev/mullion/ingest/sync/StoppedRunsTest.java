package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Puller;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Hurry;
import dev.mullion.ingest.sync.Leases.Lease;
import dev.mullion.ingest.sync.SyncRun.State;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.ingest.sync.Syncs.Stopping;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.tenancy.Actor;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody asks a run to stop: it ends with its page, keeps what it read, and the next goes on there. */
class StoppedRunsTest {

    private static final String BOOKS = "/api\\.xro/2\\.0/.*";

    private final TestServer server = ReadGitHub.server();

    @Test
    void endsWithThePageThatItReadsAndTheNextGoesOnThere() throws InterruptedException {
        ReadGitHub link = ReadGitHub.connected();
        ReadGitHub.vendor().pageSize(4);
        Halt halt = ReadGitHub.vendor().haltAfter(5);
        Asked.Begun begun = link.begun();
        assertThat(halt.isReached()).isTrue();
        TestServer.Member manager = server.manager(link.workspace);
        String page = page(link) + "/runs/run_" + begun.run();
        Document live = Jsoup.parse(server.get(page, manager.header()).body());

        HttpResponse<String> asked = stopByThePage(live, manager);
        Document stopping = Jsoup.parse(server.get(page, manager.header()).body());
        halt.release();
        SyncRun run = ReadGitHub.ended(begun);

        assertThat(asked.headers().firstValue("Location")).hasValue(page + "?done=stop-asked");
        assertThat(stopping.text()).contains("Stopping after this page");
        assertThat(stopping.select("form[action$=/stop]")).isEmpty();
        assertThat(run.state()).isEqualTo(State.PARTIAL);
        assertThat(run.figures().pages()).isEqualTo(6);
        assertThat(run.coverage()).endsWith("Stopped: a person asked for it; the next run goes on where this one was.");
        assertThat(link.trail("connection.sync-stop-asked")).containsExactly(run.name());
        assertThat(link.trail("connection.sync-ended")).containsExactly(run.name() + " partial; " + run.receipt());
        long kept = link.count("pull_request");
        assertThat(kept).isPositive();

        SyncRun next = link.read();

        assertThat(next.state()).as(next.coverage()).isEqualTo(State.COMPLETE);
        assertThat(link.count("pull_request")).isGreaterThan(kept);
        assertThat(next.figures().objects() + run.figures().objects())
                .as("what was read before is not read again")
                .isLessThan(
                        (int) link.count("pull_request") + 4 * next.figures().parts());
    }

    @Test
    void anEndedRunLeadsToTheNextOneOnItsPage() throws InterruptedException {
        ReadGitHub link = ReadGitHub.connected();
        Halt halt = ReadGitHub.vendor().haltAfter(1);
        Asked.Begun begun = link.begun();
        assertThat(halt.isReached()).isTrue();
        stop(link, begun, Actor.OPERATOR);
        halt.release();
        SyncRun run = ReadGitHub.ended(begun);
        assertThat(run.coverage()).contains("the operator asked for it");
        String page = page(link) + "/runs/" + run.name();

        TestServer.Member manager = server.manager(link.workspace);
        Document shown = Jsoup.parse(server.get(page, manager.header()).body());
        Document toReaders = Jsoup.parse(
                server.get(page, server.person(link.workspace, "settings:read").header())
                        .body());

        assertThat(shown.select("form[action=" + page(link) + "/sync] button").text())
                .isEqualTo("Read on now");
        assertThat(toReaders.select("main form")).isEmpty();

        HttpResponse<String> on = server.post(
                page(link) + "/sync", "_csrf=" + shown.select("meta[name=csrf]").attr("content"), manager.header());

        SyncRun next = link.runs().getFirst();
        assertThat(on.headers().firstValue("Location"))
                .as("it is seen there how it goes")
                .hasValue(page(link) + "/runs/" + next.name() + "?done=sync-begun");
        InstallGitHub.await(() -> link.runs().stream().noneMatch(SyncRun::isRunning));
        String whole = page(link) + "/runs/" + next.name();
        assertThat(Jsoup.parse(server.get(whole, server.manager(link.workspace).header())
                                .body())
                        .select("main form"))
                .isEmpty();
    }

    @Test
    void onceMoreChangesNothingAndOneThatIsOverIsRefused() throws InterruptedException {
        ReadGitHub link = ReadGitHub.connected();
        Halt halt = ReadGitHub.vendor().haltAfter(1);
        Asked.Begun begun = link.begun();
        assertThat(halt.isReached()).isTrue();
        String token = "Bearer " + server.token(link.workspace, "settings:manage");
        String api = "/api/v1/workspaces/" + link.workspace.slug() + "/connections/" + link.id + "/runs/run_"
                + begun.run() + "/stop";

        HttpResponse<String> first = server.post(api, "", "Authorization", token);
        HttpResponse<String> second = server.post(api, "", "Authorization", token);
        halt.release();
        SyncRun run = ReadGitHub.ended(begun);
        HttpResponse<String> late = server.post(api, "", "Authorization", token);
        TestServer.Member manager = server.manager(link.workspace);
        String page = page(link) + "/runs/" + run.name();
        HttpResponse<String> latePage = server.post(page + "/stop", "_csrf=" + csrf(page, manager), manager.header());

        assertThat(first.statusCode()).isEqualTo(202);
        JsonNode answer = JsonMapper.shared().readTree(second.body());
        assertThat(answer.path("stopAskedAt").asString())
                .isEqualTo(JsonMapper.shared()
                        .readTree(first.body())
                        .path("stopAskedAt")
                        .asString())
                .isNotEmpty();
        assertThat(run.coverage()).contains("a program asked for it");
        assertThat(link.trail("connection.sync-stop-asked")).hasSize(1);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("this run is over already: it ended as partial");
        assertThat(latePage.headers().firstValue("Location")).hasValue(page + "?done=run-over");
    }

    @Test
    @Attack("isolation-41")
    void aRunOfAnotherWorkspaceIsNotThere() throws InterruptedException {
        ReadGitHub link = ReadGitHub.connected();
        Halt halt = ReadGitHub.vendor().haltAfter(1);
        Asked.Begun begun = link.begun();
        assertThat(halt.isReached()).isTrue();
        ReadGitHub other = ReadGitHub.beside();
        String run = "/runs/run_" + begun.run() + "/stop";
        TestServer.Member manager = server.manager(other.workspace);
        String bearer = "Bearer " + server.token(other.workspace, "settings:manage");
        String apiOf = "/api/v1/workspaces/" + other.workspace.slug() + "/connections/";

        List<Integer> answers = List.of(
                server.post(apiOf + link.id + run, "", "Authorization", bearer).statusCode(),
                server.post(apiOf + other.id + run, "", "Authorization", bearer).statusCode(),
                server.post(page(other) + run, "_csrf=" + csrf(page(other), manager), manager.header())
                        .statusCode());
        halt.release();

        assertThat(answers).containsOnly(404);
        assertThat(ReadGitHub.ended(begun).state()).isEqualTo(State.COMPLETE);
    }

    /** Nothing is asked of the vendor any more, not even whether the link stands. */
    @Test
    void oneThatWaitsForItsTurnAsksNothingAnyMore() {
        ReadXero link = ReadXero.connected();
        link.read();
        Puller puller = puller();
        Lease lease = waiting(link);
        assertThat(ReadXero.bean(Syncs.class).stop(link.workspace.id(), link.id(), lease.run(), Actor.OPERATOR))
                .isInstanceOf(Stopping.Asked.class);
        int before = ReadXero.vendor().asked().size();

        Puller.Link way = new Puller.Link(link.workspace.id(), link.id(), 0);
        try (Pulse pulse = new Pulse(Duration.ofMinutes(1))) {
            Journal journal = new Journal(ReadXero.bean(Journal.Books.class), way, lease, puller);
            assertThat(new Pull(puller, way, journal, pulse).turn()).isFalse();
        }

        SyncRun run = link.inside(
                () -> ReadXero.bean(SyncRuns.class).find(link.id(), lease.run()).orElseThrow());
        assertThat(run.state()).isEqualTo(State.FAILED);
        assertThat(run.figures().requests()).isZero();
        assertThat(ReadXero.vendor().asked()).hasSize(before);
        assertThat(link.inside(() -> ReadXero.bean(Leases.class).take(link.id())))
                .as("the lease was given back")
                .isPresent();
    }

    /** Its server is stopped before it comes to the wish: the next one waits as long as it always does. */
    @Test
    void oneThatWasAskedToStopDoesNotBeginAgainAtOnceWithTheNextServer() {
        ReadXero link = ReadXero.connected();
        link.read();
        Puller puller = puller();
        Lease lease = waiting(link);
        ReadXero.bean(Syncs.class).stop(link.workspace.id(), link.id(), lease.run(), Actor.OPERATOR);

        Puller.Link way = new Puller.Link(link.workspace.id(), link.id(), 0);
        try (Pulse pulse = new Pulse(Duration.ofMinutes(1))) {
            new Pull(puller, way, new Journal(ReadXero.bean(Journal.Books.class), way, lease, puller), pulse).giveUp();
        }

        assertThat(link.inside(() -> ReadXero.bean(SyncRuns.class).find(link.id(), lease.run()))
                        .orElseThrow()
                        .coverage())
                .contains("the operator asked for it");
        assertThat(link.inside(() -> ReadXero.bean(Leases.class).dueAt(link.id()))
                        .orElseThrow())
                .isAfter(ReadXero.bean(Clock.class).instant().plus(Duration.ofMinutes(20)));
    }

    @Test
    void endsBetweenTwoPartsAndABackfillStaysOpen() throws InterruptedException {
        ReadXero link = ReadXero.connected();
        link.read();
        Hurry.forgetBudgets(ReadXero.bean(Egress.class));
        Syncs syncs = ReadXero.bean(Syncs.class);
        var halt = ReadXero.vendor().haltAt(link.organisation, BOOKS, 2);
        var begun = (Asked.Begun) syncs.backfill(link.workspace.id(), link.id(), Actor.OPERATOR);
        assertThat(halt.isReached()).isTrue();

        syncs.stop(link.workspace.id(), link.id(), begun.run(), Actor.OPERATOR);
        halt.release();
        SyncRun run = ReadGitHub.ended(begun);

        assertThat(run.state()).as(run.coverage()).isEqualTo(State.PARTIAL);
        assertThat(run.figures().partsRead()).isLessThan(run.figures().parts()).isPositive();
        assertThat(link.inside(() -> syncs.isReadAgain(link.id()))).isTrue();
        SyncRun next = link.read();
        assertThat(next.coverage()).contains("read whole again").doesNotContain("Stopped");
        assertThat(link.inside(() -> syncs.isReadAgain(link.id()))).isFalse();
    }

    private static Puller puller() {
        return ReadXero.server().context().getBeansOfType(Puller.class).values().stream()
                .filter(one -> one.connector().equals("xero"))
                .findFirst()
                .orElseThrow();
    }

    /** A run that was begun and has not had a turn. */
    private static Lease waiting(ReadXero link) {
        return link.inside(() -> {
            Lease taken = ReadXero.bean(Leases.class).take(link.id()).orElseThrow();
            ReadXero.bean(SyncRuns.class).begin(taken, SyncRun.Cause.ASKED);
            return taken;
        });
    }

    private static void stop(ReadGitHub link, Asked.Begun begun, Actor by) {
        assertThat(ReadGitHub.bean(Syncs.class).stop(link.workspace.id(), link.id, begun.run(), by))
                .isInstanceOf(Stopping.Asked.class);
    }

    private HttpResponse<String> stopByThePage(Document shown, TestServer.Member manager) {
        var form = shown.select("form[action$=/stop]");
        return server.post(
                form.attr("action"),
                form.select("input[type=hidden]").attr("name") + "="
                        + form.select("input[type=hidden]").attr("value"),
                manager.header());
    }

    private String csrf(String page, TestServer.Member manager) {
        return Jsoup.parse(server.get(page, manager.header()).body())
                .select("meta[name=csrf]")
                .attr("content");
    }

    private static String page(ReadGitHub link) {
        return "/w/" + link.workspace.slug() + "/integrations/" + link.id;
    }
}
