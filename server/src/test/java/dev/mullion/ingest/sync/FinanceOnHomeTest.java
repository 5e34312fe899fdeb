package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.sandbox.xero.Entries;
import java.time.Duration;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What Home says of money in several currencies, and of books that are not read any more. */
class FinanceOnHomeTest {

    private final ReadXero link = ReadXero.connected();
    private final TestServer.Member manager = ReadXero.server().manager(link.workspace);

    @Test
    void isInTheCurrencyOfMostInvoicesHoweverManyOfAnotherOneIs() {
        link.organisation.put(Entries.invoice(
                UUID.randomUUID(),
                new Entries.Sum(
                        "ACCREC",
                        "AUTHORISED",
                        "A made-up customer",
                        "JPY",
                        "720000",
                        "720000",
                        ReadXero.day("2026-11-01"),
                        ReadXero.day("2026-12-01")),
                ReadXero.NOW.minus(Duration.ofDays(1))));
        link.read();

        assertThat(page("").text()).contains("145.00 NZD owed in all");
    }

    @Test
    void isLastKnownFromTheMomentSomebodyDisconnectsTheBooksUntilTheyAreConnectedAgain() {
        link.read();
        assertThat(page("").text()).doesNotContain("Xero disconnected since");

        link.disconnect(link.id());

        assertThat(page("").text()).contains("Xero disconnected since");
        assertThat(page("/finance").select(".strip-note").text())
                .startsWith("Xero disconnected since")
                .endsWith("showing what was known then; facts stay.");

        link.consent(link.organisation);
        link.await(() -> link.connection().takes());
        link.read();

        assertThat(page("").text()).doesNotContain("disconnected since");
        assertThat(page("/finance").select(".strip-note").text()).isEmpty();
    }

    private Document page(String path) {
        return Jsoup.parse(ReadXero.server()
                .get("/w/" + link.workspace.slug() + path, manager.header())
                .body());
    }
}
