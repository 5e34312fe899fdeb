package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Puller;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Hurry;
import dev.mullion.ingest.sync.SyncRun.Budget;
import dev.mullion.ingest.sync.SyncRun.State;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspaces;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What runs ask of vendors, what these leave, and how old the secrets are: in the record, on pages and by the API. */
class SpentRunsTest {

    private final TestServer server = ReadGitHub.server();

    @BeforeEach
    void noWaiting() {
        Hurry.forgetBudgets(ReadGitHub.bean(Egress.class));
    }

    @Test
    void aRunCountsEveryRequestAndThoseThatAskedOnceMore() {
        ReadGitHub link = ReadGitHub.connected();
        int before = ReadGitHub.vendor().asked().size();
        ReadGitHub.vendor().feel(Mood.SERVER_ERROR, 1, 2);

        SyncRun run = link.read();

        assertThat(run.state()).as(run.coverage()).isEqualTo(State.COMPLETE);
        assertThat(run.figures().requests())
                .isEqualTo(ReadGitHub.vendor().asked().size() - before);
        assertThat(run.figures().repeats()).isEqualTo(1);
        assertThat(run.budgets()).extracting(Budget::kind).containsExactly(Budget.Kind.REQUESTS, Budget.Kind.POINTS);
        assertThat(run.budgets()).allSatisfy(budget -> {
            assertThat(budget.most()).isEqualTo(5_000L);
            assertThat(budget.left()).isBetween(4_000L, 4_999L);
            assertThat(budget.until()).isAfter(budget.saidAt());
        });
    }

    @Test
    void pagesAndTheApiTellWhatGitHubLeavesAndHowOldTheTokenIs() {
        ReadGitHub link = ReadGitHub.connected();
        SyncRun run = link.read();
        Slug slug = link.workspace.slug();
        String all = "/w/" + slug + "/integrations";

        String tile = text(all, server.person(link.workspace, "settings:read"));
        String page = text(all + "/" + link.id, server.person(link.workspace, "settings:read"));
        String one = text(all + "/" + link.id + "/runs/" + run.name(), server.person(link.workspace, "settings:read"));
        JsonNode told = JsonMapper.shared()
                .readTree(server.get(
                                "/api/v1/workspaces/" + slug + "/connections/" + link.id + "/runs",
                                "Authorization",
                                "Bearer " + server.token(link.workspace, "settings:read"))
                        .body())
                .path("items")
                .path(0);

        assertThat(tile)
                .contains("Token minted just now")
                .contains("Next run in")
                .containsPattern("4,9\\d\\d of 5,000 points of GraphQL left until \\d\\d:\\d\\d UTC");
        assertThat(page).contains("Token minted just now", "Next run by itself", "of 5,000 requests left until");
        assertThat(one)
                .contains("Requests " + run.figures().requests(), "Of them repeated 0")
                .contains("of 5,000 points of GraphQL left at its end");
        JsonNode connection = JsonMapper.shared()
                .readTree(server.get(
                                "/api/v1/workspaces/" + slug + "/connections/" + link.id,
                                "Authorization",
                                "Bearer " + server.token(link.workspace, "settings:read"))
                        .body());
        assertThat(connection.path("secrets").path(0).path("what").asString()).isEqualTo("token_minted");
        assertThat(connection.path("secrets").path(0).path("at").isString()).isTrue();
        assertThat(connection.path("nextRunAt").isString()).isTrue();
        assertThat(told.path("requests").asInt()).isEqualTo(run.figures().requests());
        assertThat(told.path("repeats").asInt()).isZero();
        assertThat(told.path("budget").path(1).path("kind").asString()).isEqualTo("points");
        assertThat(told.path("budget").path(1).path("most").asLong()).isEqualTo(5_000);
        assertThat(told.path("stopAskedAt").isNull()).isTrue();
    }

    @Test
    void aServerThatReadsNothingItselfTellsWhenTheNextRunIs() {
        ReadGitHub link = ReadGitHub.connected();
        link.read();
        Puller blind = (Puller) Proxy.newProxyInstance(
                Puller.class.getClassLoader(),
                new Class<?>[] {Puller.class},
                (_, method, _) -> switch (method.getName()) {
                    case "connector" -> "github";
                    case "missing" -> Optional.of("a server with the role worker");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Syncs web = new Syncs(server.bean(Journal.Books.class), List.of(blind), _ -> {});

        Upkeep upkeep = server.bean(Workspaces.class)
                .within(
                        link.workspace.id(),
                        () -> web.upkeep(
                                server.bean(Connections.class).find(link.id).orElseThrow()));
        web.destroy();

        assertThat(upkeep.due()).isNotNull();
    }

    @Test
    void ofXeroTheDayAndTheMinuteAreKnownAndHowOldConsentAndTokenAre() {
        ReadXero link = ReadXero.connected();
        link.read();
        String all = "/w/" + link.workspace.slug() + "/integrations";

        assertThat(text(all + "/" + link.id(), link.manager))
                .contains("Consent given just now", "Token renewed just now")
                .contains("4,900 requests of the day left, as Xero said just now")
                .contains("59 requests of the minute left until");
        assertThat(text(all, link.manager)).contains("4,900 requests of the day left");
    }

    @Test
    void ofStripeWhichSaysNothingTheOwnBudgetIsToldAndOnTheTileNothing() {
        ReadStripe link = ReadStripe.connected();
        SyncRun run = link.read();
        TestServer.Member manager = server.manager(link.workspace);
        String all = "/w/" + link.workspace.slug() + "/integrations";
        String own = "Stripe does not say what it leaves; Mullion asks it at most 20 times in a second";

        assertThat(run.budgets()).isEmpty();
        assertThat(run.figures().requests()).isPositive();
        assertThat(text(all + "/" + link.id, manager)).contains("Key pasted just now", own);
        assertThat(text(all + "/" + link.id + "/runs/" + run.name(), manager)).contains(own);
        assertThat(text(all, manager)).contains("Key pasted just now").doesNotContain("does not say what it leaves");
    }

    /** Of parts of one page each the others are likely to be as long; of others nobody knows. */
    @Test
    void timeIsSaidToBeLeftOnlyWhereEachPartTookOnePage() throws InterruptedException {
        ReadGitHub link = ReadGitHub.connected();
        ReadGitHub.vendor().pageSize(4);
        int pages = ReadGitHub.beside().read().figures().pages();
        Halt first = ReadGitHub.vendor().haltAfter(pages - 1);
        Asked.Begun everything = link.begun();
        assertThat(first.isReached()).isTrue();
        assertThat(partsRead(link)).isGreaterThanOrEqualTo(3);
        assertThat(left(link, everything)).isEmpty();
        first.release();
        ReadGitHub.ended(everything);
        ReadGitHub.vendor().pageSize(50);
        Halt second = ReadGitHub.vendor().haltAfter(4);

        Asked.Begun changes = link.begun();

        assertThat(second.isReached()).isTrue();
        assertThat(left(link, changes)).endsWith("left");
        second.release();
        ReadGitHub.ended(changes);
    }

    private static int partsRead(ReadGitHub link) {
        return link.runs().getFirst().figures().partsRead();
    }

    private String left(ReadGitHub link, Asked.Begun run) {
        return Jsoup.parse(server.get(
                                "/w/" + link.workspace.slug() + "/integrations/" + link.id + "/runs/run_" + run.run()
                                        + "/live",
                                server.person(link.workspace, "settings:read").header())
                        .body())
                .select(".progress .left")
                .text();
    }

    private String text(String path, TestServer.Member member) {
        return Jsoup.parse(server.get(path, member.header()).body()).text();
    }
}
