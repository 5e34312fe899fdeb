package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.cli.Said;
import dev.mullion.cli.Typed;
import dev.mullion.connectors.Connection;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Hurry;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.tenancy.Workspace;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the pages of connections show and do, from the command line. */
class ConnectionCommandsTest {

    private final TestServer server = ReadGitHub.server();
    private final Typed typed = new Typed(server);

    @Test
    void listsWhatIsConnectedInTheWordsOfThePages() {
        ReadStripe link = ReadStripe.connected();
        link.read();

        Said said = run(link.workspace, "list");

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains(link.id + "  Stripe", link.connection().label(), "Connected since ")
                .containsPattern("Key pasted \\S+Z; Next run \\S+Z")
                .doesNotContain(ReadStripe.KEY);
        TestServer.Member manager = server.manager(link.workspace);
        assertThat(server.get("/w/" + link.workspace.slug() + "/integrations", manager.header())
                        .body())
                .contains("Stripe", link.connection().label(), "Connected");
    }

    /** A script that was written for the one reads the other. */
    @Test
    void listsForProgramsWhatTheApiLists() {
        ReadStripe link = ReadStripe.connected();
        String token = "Bearer " + server.token(link.workspace, "settings:read");
        String api = server.get("/api/v1/workspaces/" + link.workspace.slug() + "/connections", "Authorization", token)
                .body();

        JsonNode typedLine = read(run(link.workspace, "list", "--json").out()).path(0);

        assertThat(typedLine).isEqualTo(read(api).path("items").path(0));
        assertThat(typedLine.path("label").asString()).startsWith("key ");
        assertThat(typedLine.path("secrets").path(0).path("what").asString()).isEqualTo("key_pasted");
        assertThat(typedLine.path("nextRunAt").isString()).isTrue();
    }

    @Test
    void aWorkspaceWithoutAnyListsNothing() {
        Workspace empty = server.newWorkspace();

        assertThat(run(empty, "list")).isEqualTo(new Said(0, "", "Nothing is connected." + System.lineSeparator()));
        assertThat(run(empty, "list", "--json").out().strip()).isEqualTo("[]");
    }

    @Test
    void showsTheLastRunsTheNewestFirst() {
        ReadStripe link = ReadStripe.connected();
        assertThat(run(link.workspace, "runs", link.id.toString()).err()).contains("Not read yet.");
        SyncRun first = link.read();
        SyncRun second = link.read();

        Said said = run(link.workspace, "runs", link.id.toString());

        assertThat(said.exit()).isZero();
        assertThat(said.out().indexOf(second.name()))
                .isNotNegative()
                .isLessThan(said.out().indexOf(first.name()));
        assertThat(said.out()).contains("Complete", "by a person or program", first.coverage(), "raw kept 0");
        assertThat(run(link.workspace, "runs", link.id.toString(), "--limit", "1")
                        .out())
                .contains(second.name())
                .doesNotContain(first.name());
        JsonNode json =
                read(run(link.workspace, "runs", link.id.toString(), "--json").out());
        assertThat(json.path(1).path("id").asString()).isEqualTo(first.name());
        assertThat(json)
                .as("the fields and values of the API's")
                .isEqualTo(read(server.get(
                                        "/api/v1/workspaces/" + link.workspace.slug() + "/connections/" + link.id
                                                + "/runs",
                                        "Authorization",
                                        "Bearer " + server.token(link.workspace, "settings:read"))
                                .body())
                        .path("items"));
        assertThat(json.path(1).path("rawKept").asInt()).isZero();
        assertThat(run(link.workspace, "runs", link.id.toString(), "--limit", "0")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void readsEverythingAgainAndSaysWhatWasRead() {
        ReadStripe link = ReadStripe.connected();
        link.read();
        Hurry.forgetBudgets(ReadGitHub.bean(Egress.class));

        Said said = run(link.workspace, "backfill", link.id.toString());

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains(link.id + ": complete", "read whole again", "raw kept 0");
        link.inside(() -> {
            ReadGitHub.bean(Backfills.class).begin(link.id);
            return true;
        });
        assertThat(run(link.workspace, "backfill", link.id.toString())).satisfies(again -> {
            assertThat(again.exit()).isEqualTo(5);
            assertThat(again.err()).contains("under way");
        });
        assertThat(run(link.workspace, "backfill", link.id.toString(), "--wait", "-1")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void stopsTheRunThatIsUnderWayAndNoOther() throws InterruptedException {
        ReadGitHub link = ReadGitHub.connected();
        String id = link.id.toString();
        assertThat(run(link.workspace, "stop", id)).satisfies(none -> {
            assertThat(none.exit()).isEqualTo(5);
            assertThat(none.err()).contains("no run of this connection is under way");
        });
        Halt halt = ReadGitHub.vendor().haltAfter(1);
        Syncs.Asked.Begun begun = link.begun();
        assertThat(halt.isReached()).isTrue();

        Said said = run(link.workspace, "stop", id);
        Said json = run(link.workspace, "stop", id, "run_" + begun.run(), "--json");
        halt.release();
        SyncRun ended = ReadGitHub.ended(begun);

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains(ended.name() + " stops after the page that it reads");
        assertThat(json.out()).contains("\"stopAskedAt\":\"").contains(ended.name());
        assertThat(ended.coverage()).contains("Stopped: the operator asked for it");
        assertThat(run(link.workspace, "stop", id, ended.name()).exit()).isEqualTo(5);
        assertThat(run(link.workspace, "stop", id, "run_00000000-0000-7000-8000-000000000000")
                        .exit())
                .isEqualTo(3);
        assertThat(run(link.workspace, "stop", id, "nonsense").exit()).isEqualTo(2);
        assertThat(run(link.workspace, "runs", id).out()).contains("requests, 0 repeated, ", " points left until ");
    }

    @Test
    void triesEachPermissionAndNamesTheOneThatIsMissing() {
        ReadStripe link = ReadStripe.connected();
        assertThat(run(link.workspace, "test", link.id.toString())).satisfies(whole -> {
            assertThat(whole.exit()).as(whole.err()).isZero();
            assertThat(whole.out()).contains("granted  subscription:read").doesNotContain(ReadStripe.KEY);
        });
        link.account.permit(Set.of("rak_subscription_read", "rak_plan_read", "rak_event_read"));

        Said said = run(link.workspace, "test", link.id.toString());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("missing  coupon:read");
        link.account.permitAll();
    }

    @Test
    void saysWhyNothingCanBeTriedOrReadAgain() {
        ReadStripe link = ReadStripe.connected();
        assertThat(disconnect(link.workspace, link.id.toString()).exit()).isZero();

        assertThat(run(link.workspace, "test", link.id.toString()))
                .isEqualTo(new Said(1, "", "this connection was disconnected" + System.lineSeparator()));
        assertThat(run(link.workspace, "backfill", link.id.toString())).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.err()).contains("was disconnected");
        });
    }

    @Test
    void disconnectsOnlyWhereTheIdIsRepeated() {
        ReadStripe link = ReadStripe.connected();
        link.read();
        String id = link.id.toString();

        assertThat(run(link.workspace, "disconnect", id).exit()).isEqualTo(2);
        assertThat(run(link.workspace, "disconnect", id, "--confirm", "con_other"))
                .satisfies(said -> {
                    assertThat(said.exit()).isEqualTo(2);
                    assertThat(said.err()).contains("nothing was changed");
                });
        assertThat(link.connection().state()).isEqualTo(Connection.State.ACTIVE);

        assertThat(disconnect(link.workspace, id).out()).contains(id + " is disconnected; facts stay");

        assertThat(link.connection().endedHere()).isTrue();
        assertThat(link.count("select count(*) from secret where workspace_id = :workspace"))
                .isZero();
        assertThat(run(link.workspace, "disconnect", id, "--confirm", id, "--json")
                        .out())
                .contains("\"state\":\"disconnected\"");
    }

    /** What is deleted here is ended at the vendor as well, as the page's button does it. */
    @Test
    void disconnectsAConsentAtTheVendorToo() {
        ReadXero link = ReadXero.connected();
        link.read();

        assertThat(disconnect(link.workspace, link.id().toString()).exit()).isZero();

        assertThat(link.count("select count(*) from secret where workspace_id = :workspace"))
                .isZero();
        assertThat(link.count("select count(*) from invoice where workspace_id = :workspace"))
                .isPositive();
    }

    @Test
    void switchesNamesOffWithThoseThatAreThere() {
        ReadGitHub link = ReadGitHub.connected();
        link.read();
        assertThat(labels(link)).isPositive();

        Said off = run(link.workspace, "labels", link.id.toString(), "off");

        assertThat(off.out()).contains("no longer kept");
        assertThat(labels(link)).isZero();
        assertThat(run(link.workspace, "labels", link.id.toString(), "on", "--json")
                        .out())
                .contains("\"labelsKept\":true");
        ReadStripe stripe = ReadStripe.connected();
        assertThat(run(stripe.workspace, "labels", stripe.id.toString(), "off").exit())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs ID", "disconnect ID --confirm ID", "labels ID off"})
    void knowsNoConnectionOfAnotherWorkspace(String command) {
        ReadStripe theirs = ReadStripe.connected();
        Workspace own = server.newWorkspace();
        String id = theirs.id.toString();

        Said said = run(own, command.replace("ID", id).split(" ", -1));

        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .isEqualTo(run(
                                own,
                                command.replace("ID", "con_00000000-0000-7000-8000-000000000000")
                                        .split(" ", -1))
                        .err());
        assertThat(theirs.connection().endedHere()).isFalse();
    }

    private Said disconnect(Workspace in, String id) {
        return run(in, "disconnect", id, "--confirm", id);
    }

    private Said run(Workspace in, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "connection";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--workspace";
        all[words.length + 2] = in.slug().value();
        return typed.run(all);
    }

    private static long labels(ReadGitHub link) {
        return link.inside(() -> ReadGitHub.bean(dev.mullion.tenancy.TenantSql.class)
                .sql("select count(*) from label where workspace_id = :workspace")
                .query(Long.class)
                .single());
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
