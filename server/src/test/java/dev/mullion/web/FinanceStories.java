package dev.mullion.web;

import static dev.mullion.web.Company.HOSTILE;
import static dev.mullion.web.Company.ago;

import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.ConsentPage;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Tone;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finance and the way to a vendor's consent: with books, without, with names that somebody made up to do harm. */
final class FinanceStories {

    private static final String W = "/w/sample";
    private static final Link UP = new Link("Finance", W + "/finance");
    private static final Facts FACTS = Facts.whole(
            "Spend by month and vendor",
            List.of(Facts.Column.of("Vendor"), Facts.Column.numeric("Sum")),
            List.of(Facts.Row.of(Cell.link(new Link(HOSTILE, "#main")), Cell.count("250.10\u00a0NZD"))));

    private FinanceStories() {}

    static Stream<Story> all() {
        return Stream.of(
                new Story("finance", "finance/page", finance(null)),
                new Story(
                        "finance-empty",
                        "finance/page",
                        finance(new EmptyState("No books have been read yet.", "Connect Xero.", UP))),
                new Story(
                        "finance-entries",
                        "finance/entries",
                        new FinancePage.Entries(
                                Company.frame("1 to 30 days late, NZD", Place.FINANCE), UP, "The first 200.", FACTS)),
                new Story("consent", "integrations/consent", consent(null, null)),
                new Story(
                        "consent-leave", "integrations/consent", consent("https://vendor.example/?state=a&b=c", null)),
                new Story("consent-missing", "integrations/consent", consent(null, "MULLION_XERO_CLIENT_ID")),
                new Story(
                        "consent-choose",
                        "integrations/choose",
                        new ConsentPage.Choices(
                                Company.frame("Choose organisations", Place.INTEGRATIONS),
                                UP,
                                W + "/integrations/consents/csn_1",
                                List.of(
                                        new ConsentPage.Choice("1", HOSTILE, false),
                                        new ConsentPage.Choice("2", Company.RIGHT_TO_LEFT, true)))));
    }

    private static FinancePage finance(@Nullable EmptyState empty) {
        return new FinancePage(
                Company.frame("Finance", Place.FINANCE),
                Freshness.fresh(ago(Duration.ofMinutes(8))),
                empty,
                empty == null ? List.of(owed()) : List.of(),
                empty == null ? FACTS : null,
                "What is counted.");
    }

    private static FinancePage.Owed owed() {
        return new FinancePage.Owed(
                "NZD",
                Ranks.of(
                        "Receivables by age, NZD",
                        "Age",
                        "Left to pay",
                        List.of(
                                new Ranks.Item("Not due yet", 0, "0.00\u00a0NZD, 0 invoices", Tone.QUIET, null),
                                new Ranks.Item(
                                        "1 to 30 days late",
                                        115,
                                        "115.00\u00a0NZD, 1 invoice",
                                        Tone.QUIET,
                                        W + "/finance/receivables?currency=NZD&age=1-30"))),
                "115.00\u00a0NZD gross.",
                "What is counted.");
    }

    private static ConsentPage consent(@Nullable String vendorPage, @Nullable String missing) {
        return new ConsentPage(
                Company.frame("Connect Xero", Place.INTEGRATIONS),
                UP,
                "Xero",
                new ConnectionPage.Manifest(
                        List.of(new ConnectionPage.Scope("accounting.invoices:read", "what is owed", null, null)),
                        List.of("Invoices"),
                        List.of("Amounts"),
                        List.of("Names"),
                        FACTS),
                List.of("Any permission to write"),
                W + "/integrations/connect/xero",
                vendorPage,
                missing);
    }
}
