package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.cli.Typed;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One sum beside those of each currency, at rates that a workspace gave and no others. */
class WorkspaceRatesTest {

    private final ReadXero link = ReadXero.connected();
    private final TestServer.Member manager = ReadXero.server().manager(link.workspace);

    @BeforeEach
    void read() {
        link.read();
    }

    @Test
    void standsBesideTheSumsOfEachCurrencyUntilTheRatesAreDeleted() {
        assertThat(text("/finance")).doesNotContain("All currencies in one");

        assertThat(give("EUR", "NZD 0.5 2026-01-31\nUSD 0.9 2026-02-01\n").statusCode())
                .isEqualTo(303);

        assertThat(text("/finance"))
                .contains("All currencies in one", "145.00 NZD", "72.50 EUR", "46.25 EUR")
                .contains("Converted at your rates of 31 Jan 2026 to 1 Feb 2026")
                .contains("1 NZD = 0.5 EUR (31 Jan 2026), 1 USD = 0.9 EUR (1 Feb 2026)");
        assertThat(text("")).contains("EUR in all currencies, converted at your rates");
        assertThat(typed()).contains("NZD  0.5  EUR  2026-01-31");
        assertThat(api()).contains("\"reporting\":\"EUR\"", "\"rate\":\"0.5\"");

        assertThat(post("/finance/rates/remove", "").statusCode()).isEqualTo(303);
        assertThat(text("/finance")).doesNotContain("All currencies in one");
        assertThat(text("")).doesNotContain("converted at your rates");
        assertThat(link.trail("rates.changed"))
                .containsExactly("all taken away", "NZD 0.5 (2026-01-31), USD 0.9 (2026-02-01)");
    }

    @Test
    void saysWhichCurrencyHasNoRate() {
        give("EUR", "USD 0.9 2026-01-31");

        assertThat(Jsoup.parse(page("/finance"))
                        .expectFirst("section:has(#converted-title) tbody tr")
                        .text())
                .isEqualTo("Receivables, gross 145.00 NZD NZD 0.00 EUR");
    }

    @Test
    void isGivenAndTakenAwayByTheApiAndTheCommandLine() {
        String path = "/api/v1/workspaces/" + link.workspace.slug() + "/finance/rates";
        String[] bearer = {"Authorization", "Bearer " + ReadXero.server().token(link.workspace, "finance:manage")};
        String slug = link.workspace.slug().value();

        assertThat(Api.post(path, "{'reporting':'EUR','rates':['NZD 0.5 2026-01-31']}", bearer)
                        .statusCode())
                .isEqualTo(200);
        assertThat(typed()).isEqualTo("NZD  0.5  EUR  2026-01-31\n");
        assertThat(Api.post(path, "{'reporting':'EUR','rates':['EUR 1 2026-01-31']}", bearer)
                        .body())
                .contains("/rates", "each currency has one rate");
        assertThat(Api.delete(path, bearer).statusCode()).isEqualTo(204);
        assertThat(new Typed(ReadXero.server())
                        .out("finance", "rates", "--workspace", slug, "--into", "USD", "--rate", "NZD=0.61@2026-01-31"))
                .isEqualTo("NZD  0.61  USD  2026-01-31\n");
        assertThat(new Typed(ReadXero.server()).out("finance", "rates", "--workspace", slug, "--remove"))
                .isEmpty();
        assertThat(link.trail("rates.changed")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NZD",
                "NZD 0.5",
                "NZD 0,5 2026-01-31",
                "NZD 0 2026-01-31",
                "EUR 1 2026-01-31",
                "NZD 1 2026-01-31\nNZD 2 2026-01-31",
                "NZD 1 2999-01-31",
                "NZD 1 2026-02-31"
            })
    void isRefusedWithWhatIsWrongAndWhatWasTyped(String lines) {
        HttpResponse<String> answer = give("EUR", lines);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text()).startsWith("Not taken: ");
        assertThat(Jsoup.parse(answer.body()).select("textarea").text()).isEqualTo(lines.strip());
        assertThat(typed()).isEmpty();
    }

    @Test
    void isRefusedForADayThatHasNotCome() {
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(3).toString();

        assertThat(give("EUR", "NZD 1 " + day).body()).contains("a day that has come");
    }

    @Test
    void nobodyWithoutTheKeyGivesRates() {
        TestServer.Member reader = ReadXero.server().person(link.workspace, "finance:read");
        String at = "/w/" + link.workspace.slug() + "/finance/rates";
        String page = ReadXero.server().get(at, reader.header()).body();
        String csrf = Jsoup.parse(page).select("meta[name=csrf]").attr("content");

        assertThat(page).doesNotContain("<textarea");
        assertThat(ReadXero.server()
                        .post(
                                at,
                                "reporting=EUR&rates=" + encoded("NZD 1 2026-01-31") + "&_csrf=" + csrf,
                                reader.header())
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> give(String into, String lines) {
        return post("/finance/rates", "reporting=" + into + "&rates=" + encoded(lines));
    }

    private HttpResponse<String> post(String rest, String form) {
        String csrf = Jsoup.parse(page("")).select("meta[name=csrf]").attr("content");
        return ReadXero.server().post("/w/" + link.workspace.slug() + rest, form + "&_csrf=" + csrf, manager.header());
    }

    private String typed() {
        return new Typed(ReadXero.server())
                .out("finance", "rates", "--workspace", link.workspace.slug().value());
    }

    private String api() {
        return ReadXero.server()
                .get(
                        "/api/v1/workspaces/" + link.workspace.slug() + "/finance/rates",
                        "Authorization",
                        "Bearer " + ReadXero.server().token(link.workspace, "finance:read"))
                .body();
    }

    private String text(String rest) {
        return Jsoup.parse(page(rest)).text();
    }

    private String page(String rest) {
        return ReadXero.server()
                .get("/w/" + link.workspace.slug() + rest, manager.header())
                .body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
