package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.cli.Said;
import dev.mullion.cli.Typed;
import dev.mullion.telemetry.finance.Duplicate;
import dev.mullion.telemetry.finance.Duplicates;
import dev.mullion.tenancy.TenantSql;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What looks bought twice, from the books to what somebody says of it. */
class BoughtTwiceTest {

    private final ReadXero link = ReadXero.connected();
    private final TestServer.Member manager = ReadXero.server().manager(link.workspace);

    @Test
    void namesBusinessesForOneJobAndOneBusinessUnderTwoNames() {
        billed("Asana", "Linear", "Slack", "Slack Technologies Limited", "Google Cloud", "DigitalOcean");

        assertThat(found())
                .containsExactly(
                        "same-job project management [asana, linear]", "two-names messaging and meetings [slack]");
        assertThat(page()).contains("Asana, Linear").contains("The books have it under 2 names.");
    }

    @Test
    void looksAtTheLastMonthsAndAtWhatIsToBePaid() {
        bill("Asana", "AUTHORISED", today().minusMonths(Duplicates.MONTHS).minusDays(1));
        bill("Linear", "AUTHORISED", today());
        bill("Jira", "VOIDED", today());
        link.read();

        assertThat(found()).isEmpty();
        assertThat(page()).doesNotContain("Bought twice?");
    }

    @Test
    void remembersThatSomebodySaidNoUntilAnotherJoins() {
        billed("Asana", "Linear");

        assertThat(judge("none", "asana", "linear").statusCode()).isEqualTo(303);
        assertThat(judge("none", "asana", "linear").statusCode()).isEqualTo(303);
        assertThat(found()).containsExactly("same-job project management [asana, linear] dismissed");
        assertThat(trail()).hasSize(1);
        billed("Trello");
        assertThat(found()).containsExactly("same-job project management [asana, linear, trello]");
    }

    @Test
    void takesItBackAndTakesNothingThatTheBooksDoNotShow() {
        billed("Asana", "Linear");
        judge("none", "asana", "linear");

        assertThat(judge("open", "linear", "asana").statusCode()).isEqualTo(303);
        assertThat(judge("none", "asana", "trello").statusCode()).isEqualTo(400);
        assertThat(judge("none", "' or 1=1").statusCode()).isEqualTo(400);
        assertThat(judge("sometimes", "asana", "linear").statusCode()).isEqualTo(400);
        assertThat(found()).containsExactly("same-job project management [asana, linear]");
        assertThat(trail()).hasSize(2);
    }

    @Test
    void isJudgedThroughTheApiAndShownByTheCommandLine() {
        billed("Asana", "Linear");
        String[] bearer = {"Authorization", "Bearer " + ReadXero.server().token(link.workspace, "finance:manage")};
        String path = "/api/v1/workspaces/" + link.workspace.slug() + "/finance/duplicates";

        assertThat(Api.post(path, "{'reason':'same-job','vendors':['asana','linear'],'duplicate':'no'}", bearer)
                        .body())
                .contains("\"dismissed\":true");
        assertThat(new Typed(ReadXero.server())
                        .out(
                                "finance",
                                "duplicates",
                                "--workspace",
                                link.workspace.slug().value()))
                .contains("same-job  project management  asana", "10.00 NZD  no duplicate");
        assertThat(Api.post(path, "{'reason':'same-job','vendors':['linear','asana'],'duplicate':'ask'}", bearer)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Api.post(path, "{'reason':'same-job','vendors':['asana','slack'],'duplicate':'no'}", bearer)
                        .statusCode())
                .isEqualTo(400);
        assertThat(found()).containsExactly("same-job project management [asana, linear]");
        assertThat(trail()).hasSize(2);
    }

    @Test
    void isJudgedAndAskedAgainByTheCommandLine() {
        billed("Asana", "Linear", "Slack", "Slack Technologies Limited");

        assertThat(typed("--not-a-duplicate", "linear,asana").out()).contains("asana", "no duplicate", "slack", "open");
        assertThat(typed("--not-a-duplicate", "asana", "--not-a-duplicate", "linear")
                        .exit())
                .isZero();
        assertThat(typed("--not-a-duplicate", "slack").exit()).isZero();
        assertThat(found())
                .containsExactly(
                        "same-job project management [asana, linear] dismissed",
                        "two-names messaging and meetings [slack] dismissed");
        assertThat(typed("--ask-again", "asana,linear", "--json").out()).contains("\"dismissed\":false");

        assertThat(found()).contains("same-job project management [asana, linear]");
        assertThat(trail()).hasSize(3);
    }

    @Test
    void theCommandLineJudgesNothingThatTheBooksDoNotShow() {
        billed("Asana", "Linear");

        assertThat(typed("--not-a-duplicate", "asana,trello")).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(3);
            assertThat(said.err()).contains("exactly these vendors");
        });
        assertThat(typed("--not-a-duplicate", "asana").exit()).isEqualTo(3);
        assertThat(typed("--ask-again", "trello").exit()).isEqualTo(3);
        assertThat(typed("--ask-again", "asana,linear", "--not-a-duplicate", "asana,linear")
                        .exit())
                .isEqualTo(2);
        assertThat(trail()).isEmpty();
    }

    private Said typed(String... more) {
        return new Typed(ReadXero.server())
                .run(Stream.concat(
                                Stream.of(
                                        "finance",
                                        "duplicates",
                                        "--workspace",
                                        link.workspace.slug().value()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void leadsFromEachSumToItsBillsAndNoOther() {
        billed("Asana", "Linear");
        bill("Asana", "AUTHORISED", today().minusMonths(Duplicates.MONTHS).minusDays(2));
        link.read();

        String at = Jsoup.parse(page()).expectFirst(".groups a").attr("href");

        assertThat(at).contains("vendor=asana");
        assertThat(Jsoup.parse(ReadXero.server().get(at, manager.header()).body())
                        .select("tbody tr"))
                .hasSize(1);
    }

    private void billed(String... suppliers) {
        for (String supplier : suppliers) {
            bill(supplier, "AUTHORISED", today().minusDays(3));
        }
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    private void bill(String supplier, String state, LocalDate day) {
        link.invoice(
                "ACCPAY",
                state,
                supplier,
                "10.00",
                "10.00",
                day.toString(),
                day.plusDays(20).toString());
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private List<String> found() {
        return link.inside(() -> ReadXero.bean(Duplicates.class).find()).stream()
                .map(BoughtTwiceTest::words)
                .toList();
    }

    private static String words(Duplicate found) {
        return found.reason().word() + " " + found.category() + " " + found.vendors()
                + (found.dismissed() ? " dismissed" : "");
    }

    private HttpResponse<String> judge(String is, String... vendors) {
        String csrf = Jsoup.parse(page()).select("meta[name=csrf]").attr("content");
        return ReadXero.server()
                .post(
                        "/w/" + link.workspace.slug() + "/finance/duplicates",
                        "_csrf=" + csrf + "&reason=same-job&is=" + is + "&vendor=" + String.join("&vendor=", vendors),
                        manager.header());
    }

    private String page() {
        return ReadXero.server()
                .get("/w/" + link.workspace.slug() + "/finance", manager.header())
                .body();
    }

    private List<String> trail() {
        return link.inside(() -> ReadXero.bean(TenantSql.class)
                .sql("select verb from audit_entry where workspace_id = :workspace and verb = 'duplicate.judged'")
                .query(String.class)
                .list());
    }
}
