package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.cli.Typed;
import dev.mullion.tenancy.Workspace;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** From each number of finance to what it is made of. */
class DrillDownTest {

    @Test
    void leadsFromLateAndUnappliedToTheirEntriesAndNoOthers() {
        ReadXero link = ReadXero.connected();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        link.invoice(
                "ACCREC",
                "AUTHORISED",
                "Next",
                "9.00",
                "9.00",
                today.toString(),
                today.plusDays(9).toString());
        link.read();
        Reader reader = new Reader(link.workspace);

        Element late = reader.page("").expectFirst("main a[href*=age=late]");
        Element credits = reader.page("/finance").expectFirst("main a[href*=credits]");

        Document invoices = reader.at(late.attr("href"));
        assertThat(invoices.select("tbody tr")).hasSizeLessThan(3).isNotEmpty();
        assertThat(invoices.text()).doesNotContain("9.00 NZD");
        assertThat(late.text())
                .isEqualTo(rows(invoices).size() + " late invoice"
                        + (rows(invoices).size() == 1 ? "" : "s"));
        assertThat(credits.text()).isEqualTo("2 unapplied credits");
        assertThat(rows(reader.at(credits.attr("href"))))
                .anyMatch(row -> row.contains("Credit note") && row.contains("32.50 NZD"))
                .anyMatch(row -> row.contains("Overpayment") && row.contains("20.00 NZD"))
                .hasSize(2);
        assertThat(new Typed(ReadXero.server())
                        .out(
                                "finance",
                                "entries",
                                "credits",
                                "--workspace",
                                link.workspace.slug().value()))
                .contains("32.50 NZD", "20.00 NZD");
    }

    @Test
    void leadsFromTheBridgeToItsMovementsAndFromThemToTheirSubscriptions() {
        ReadStripe link = ReadStripe.connected();
        link.read();
        Reader reader = new Reader(link.workspace);
        Document finance = reader.page("/finance");
        String now = finance.expectFirst("main a[href*=subscriptions][href*=EUR]:not([href*=&at=])")
                .attr("href");
        List<String> movements = finance.select("main a[href*=movements]").eachAttr("href");

        assertThat(rows(reader.at(now))).isNotEmpty().allMatch(row -> row.contains("Counted"));
        assertThat(movements).anyMatch(at -> at.contains("kind="));
        for (String at : movements) {
            Document page = reader.at(at);
            assertThat(page.select("h1").text()).isNotEmpty();
            page.select("tbody a")
                    .eachAttr("href")
                    .forEach(to -> assertThat(reader.at(to).select("h1")).as(to).isNotEmpty());
        }
        assertThat(new Typed(ReadXero.server())
                        .out(
                                "finance",
                                "entries",
                                "subscriptions",
                                "--counted",
                                "counted",
                                "--currency",
                                "EUR",
                                "--workspace",
                                link.workspace.slug().value())
                        .lines())
                .hasSameSizeAs(rows(reader.at(now)));
    }

    @Test
    void hasNoLinkOnFinanceThatLeadsNowhere() {
        ReadXero link = ReadXero.connected();
        link.read();
        Reader reader = new Reader(link.workspace);

        List<String> all = reader.page("/finance").select("main a").eachAttr("href");

        assertThat(all).isNotEmpty().allSatisfy(at -> reader.at(at));
    }

    @Test
    void findsNothingAtAnAddressThatAsksForNothing() {
        Workspace workspace = ReadXero.server().newWorkspace();
        Reader reader = new Reader(workspace);

        for (String rest : List.of(
                "/receivables?age=soon",
                "/receivables?currency=eur",
                "/receivables?after=x",
                "/credits?after=2026-13-01/a/b",
                "/spend?since=2026-02-31",
                "/spend?kind=gift",
                "/infrastructure?month=2026-13",
                "/infrastructure?after=2026-01",
                "/movements?kind=%00",
                "/movements?month=2999-01",
                "/movements?after=-1",
                "/subscriptions?counted=COUNTED",
                "/subscriptions?at=yesterday",
                "/subscriptions?at=1999-01-01T00:00:00Z")) {
            assertThat(reader.status("/finance" + rest)).as(rest).isEqualTo(400);
        }
        for (String rest : List.of("/subscriptions/sub_none", "/subscriptions/%27", "/customers/1-1-1-1-1")) {
            assertThat(reader.status("/finance" + rest)).as(rest).isEqualTo(404);
        }
    }

    private static List<String> rows(Document page) {
        return page.select("tbody tr").stream().map(Element::text).collect(Collectors.toList());
    }

    /** Somebody who may read everything of a workspace. */
    private record Reader(Workspace workspace, TestServer.Member member) {

        Reader(Workspace workspace) {
            this(workspace, ReadXero.server().manager(workspace));
        }

        Document page(String rest) {
            return at("/w/" + workspace.slug() + rest);
        }

        Document at(String href) {
            var answer = ReadXero.server().get(href, member.header());
            assertThat(answer.statusCode()).as(href).isEqualTo(200);
            return Jsoup.parse(answer.body());
        }

        int status(String rest) {
            return ReadXero.server()
                    .get("/w/" + workspace.slug() + rest, member.header())
                    .statusCode();
        }
    }
}
