package dev.mullion.web;

import static dev.mullion.web.Company.HOSTILE;
import static dev.mullion.web.Company.ago;

import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.ConsentPage;
import dev.mullion.web.view.CustomerPage;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.InstallPage;
import dev.mullion.web.view.InvoicePage;
import dev.mullion.web.view.KeyPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.RatesPage;
import dev.mullion.web.view.RiskPage;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.Detail;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Notice;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Tone;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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
                                Company.frame("1 to 30 days late, NZD", Place.FINANCE),
                                UP,
                                "The first 200.",
                                FACTS,
                                W + "/finance/receivables",
                                List.of(new Choice(
                                        "currency", "Currency", List.of(new Choice.Option("NZD", HOSTILE, true)))))),
                new Story("finance-customer", "finance/customer", customer(HOSTILE, null)),
                new Story("finance-customer-refused", "finance/customer", customer(null, "An alias is " + HOSTILE)),
                new Story("finance-invoice", InvoicePage.TEMPLATE, invoice()),
                new Story("finance-invoice-unpaid", InvoicePage.TEMPLATE, unpaid()),
                new Story("finance-rates", "finance/rates", rates(FACTS, null)),
                new Story("finance-rates-refused", "finance/rates", rates(null, "line 2: " + HOSTILE)),
                new Story("risk", "risk/page", risk(null)),
                new Story(
                        "risk-empty",
                        "risk/page",
                        risk(new EmptyState("No compliance task was imported yet.", "Import a file.", null))),
                new Story("key", "integrations/key", key(null)),
                new Story("secret-key-refused", "integrations/key", key("this is a secret key: " + HOSTILE)),
                new Story("consent", "integrations/consent", consent(null, null)),
                new Story(
                        "consent-leave", "integrations/consent", consent("https://vendor.example/?state=a&b=c", null)),
                new Story("consent-missing", "integrations/consent", consent(null, "MULLION_XERO_CLIENT_ID")),
                new Story("install", "integrations/install", install(null, null)),
                new Story(
                        "install-leave", "integrations/install", install("https://vendor.example/?state=a&b=c", null)),
                new Story("install-missing", "integrations/install", install(null, "MULLION_GITHUB_APP_SLUG")),
                new Story("arrived", "integrations/arrived", arrived(null)),
                new Story(
                        "arrived-waiting",
                        "integrations/arrived",
                        arrived(W + "/integrations/connect/github/csn_1/live")),
                new Story(
                        "arrived-refresh",
                        "integrations/arrived-refresh",
                        arrived(W + "/integrations/connect/github/csn_1/live")),
                new Story(
                        "consent-choose",
                        "integrations/choose",
                        new ConsentPage.Choices(
                                Company.frame("Choose organisations", Place.INTEGRATIONS),
                                UP,
                                W + "/integrations/consents/csn_1",
                                "Nothing was connected: " + HOSTILE + " is connected to another workspace already",
                                true,
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
                empty == null ? List.of(recurring()) : List.of(),
                empty == null ? List.of(chart("spend")) : List.of(),
                empty == null ? FACTS : null,
                "What is counted.",
                empty == null ? twice() : null,
                empty == null ? new FinancePage.Imported(List.of(chart("imported")), FACTS, "What is counted.") : null,
                empty == null
                        ? new FinancePage.Converted(
                                FACTS,
                                "Converted at your rates of 31 Jan 2026: 1\u00a0USD = 0.92\u00a0EUR (31 Jan 2026).",
                                UP)
                        : null,
                UP);
    }

    private static CustomerPage customer(@Nullable String alias, @Nullable String fault) {
        return new CustomerPage(
                Company.frame(alias == null ? "Customer 0a1b2c3d" : alias, Place.FINANCE),
                UP,
                "0a1b2c3d",
                alias,
                new CustomerPage.Naming(W + "/finance/customers/0a1b2c3d", 120, fault),
                alias == null ? List.of() : List.of(FACTS));
    }

    private static InvoicePage invoice() {
        return new InvoicePage(
                Company.frame("Invoice of 1 Aug 2026", Place.FINANCE),
                UP,
                "Invoice",
                StateWord.waits("Paid in part"),
                List.of(
                        new Detail("Total", Cell.count("80.00\u00a0NZD")),
                        new Detail("Customer", Cell.link(new Link(HOSTILE, "#main")))),
                new Notice(Tone.WAITS, "Paid by the books: 50.00\u00a0NZD. " + HOSTILE),
                null,
                Facts.whole(
                        "Payments",
                        List.of(Facts.Column.of("Date"), Facts.Column.of("State"), Facts.Column.numeric("Amount")),
                        List.of(
                                Facts.Row.of(
                                        Cell.text("9 Oct 2026"),
                                        Cell.state(StateWord.quiet("Received")),
                                        Cell.count("50.00\u00a0NZD")),
                                Facts.Row.of(
                                        Cell.struck("1 Oct 2026"),
                                        Cell.state(StateWord.quiet("Deleted")),
                                        Cell.struck(HOSTILE)))),
                List.of("What is credited came from credit notes."));
    }

    private static InvoicePage unpaid() {
        return new InvoicePage(
                Company.frame("Bill of 1 Aug 2026", Place.FINANCE),
                UP,
                "Bill",
                StateWord.quiet("Open"),
                List.of(new Detail("Total", Cell.count("12.00\u00a0NZD"))),
                null,
                new EmptyState(
                        "Nothing is paid yet.", "A payment is listed here once the books were read again.", null),
                Facts.whole("Payments", List.of(), List.of()),
                List.of());
    }

    private static RatesPage rates(@Nullable Facts inForce, @Nullable String fault) {
        return new RatesPage(
                Company.frame("Rates", Place.FINANCE),
                UP,
                inForce,
                new RatesPage.Giving(W + "/finance/rates", "EUR", HOSTILE, 40, fault));
    }

    private static RiskPage risk(@Nullable EmptyState empty) {
        return new RiskPage(
                Company.frame("Risk", Place.RISK),
                W + "/risk",
                List.of(),
                empty,
                "3 tasks are to be done.",
                empty == null ? FACTS : Facts.whole("Compliance tasks", List.of(), List.of()));
    }

    private static FinancePage.Recurring recurring() {
        return new FinancePage.Recurring(
                "USD",
                Ranks.of(
                        "Recurring revenue a month over 30 days, USD",
                        "What happened",
                        "A month",
                        List.of(
                                new Ranks.Item("30 days ago", 4_000, "4,000.00\u00a0USD", Tone.QUIET, null),
                                new Ranks.Item(
                                        "New",
                                        400,
                                        "400.00\u00a0USD",
                                        Tone.QUIET,
                                        W + "/finance/movements?currency=USD&kind=new"),
                                new Ranks.Item("Churn", 250, "-250.00\u00a0USD", Tone.REFUSED, null),
                                new Ranks.Item("Now", 4_150, "4,150.00\u00a0USD", Tone.QUIET, null))),
                "4,150.00\u00a0USD after discounts.",
                List.of(new Link("41 subscriptions", W + "/finance/subscriptions")),
                "What is counted.");
    }

    private static Bars chart(String id) {
        return Bars.of(new Plot(
                id + "-NZD",
                "Spend by category, NZD",
                "Bills less credit notes of the last 12 months.",
                "Month",
                "NZD",
                List.of(
                        new Plot.Key("infrastructure", "slice-1"),
                        new Plot.Key(HOSTILE, "slice-2"),
                        new Plot.Key("everything else", "slice-rest")),
                IntStream.range(0, 12)
                        .mapToObj(at -> new Plot.Slot(
                                "Month " + at,
                                at % 3 == 0 ? "M" + at : null,
                                at == 11,
                                List.of(
                                        new Plot.Part(400 + 10 * at, "400"),
                                        new Plot.Part(120, "120"),
                                        new Plot.Part(60, "60"))))
                        .toList()));
    }

    private static List<Link> sums(String amount) {
        return List.of(new Link(amount + "\u00a0USD", W + "/finance/spend?kind=bill"));
    }

    private static FinancePage.Twice twice() {
        return new FinancePage.Twice(
                List.of(
                        new FinancePage.Group(
                                "same-job",
                                List.of(
                                        new FinancePage.Bought("asana", HOSTILE, sums("300.00"), "2 Oct 2026"),
                                        new FinancePage.Bought("linear", "Linear", sums("96.00"), "4 Oct 2026")),
                                "All of them are for project management.",
                                false),
                        new FinancePage.Group(
                                "two-names",
                                List.of(new FinancePage.Bought("slack", "Slack", sums("88.00"), "9 Oct 2026")),
                                "The books have it under 2 names.",
                                true)),
                "What is counted.",
                W + "/finance/duplicates");
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
                new Link("2 unapplied credits", W + "/finance/credits?currency=NZD"),
                "What is counted.");
    }

    private static KeyPage key(@Nullable String fault) {
        return new KeyPage(
                Company.frame("Keys of Stripe", Place.INTEGRATIONS),
                UP,
                "Paste another key, or the secret of a webhook endpoint",
                List.of(
                        new KeyPage.Form(
                                W + "/integrations/con_1/secret",
                                "api-key",
                                "Restricted key",
                                "starts with rk_",
                                "Use it"),
                        new KeyPage.Form(
                                W + "/integrations/con_1/secret",
                                "webhook-secret",
                                "Signing secret",
                                "starts with whsec_",
                                "Verify by it")),
                fault,
                ConnectionStories.manifest(),
                List.of("A secret key (sk_)"),
                "Stripe",
                null,
                null);
    }

    private static InstallPage install(@Nullable String vendorPage, @Nullable String missing) {
        return new InstallPage(
                Company.frame("Connect GitHub", Place.INTEGRATIONS),
                UP,
                "GitHub",
                ConnectionStories.manifest(),
                List.of("Any permission to write"),
                W + "/integrations/connect/github",
                vendorPage,
                missing,
                null);
    }

    private static InstallPage.Arrived arrived(@Nullable String refresh) {
        return new InstallPage.Arrived(
                Company.frame("Connect GitHub", Place.INTEGRATIONS),
                UP,
                "GitHub",
                new InstallPage.Outcome(
                        refresh == null ? StateWord.refused("Not connected") : StateWord.waits("Being judged"),
                        HOSTILE,
                        refresh,
                        refresh == null ? UP : null));
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
