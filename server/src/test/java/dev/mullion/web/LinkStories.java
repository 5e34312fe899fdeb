package dev.mullion.web;

import dev.mullion.web.view.ConnectPage;
import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.ConsentPage;
import dev.mullion.web.view.InstallPage;
import dev.mullion.web.view.IntegrationsPage;
import dev.mullion.web.view.KeyPage;
import dev.mullion.web.view.OwnerLinks;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.Upkeep;
import dev.mullion.web.view.Webhook;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.StateWord;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Links to connect by: for who makes them, and for who was sent one. */
final class LinkStories {

    private static final String W = "/w/sample/integrations";
    private static final String ADDRESS =
            "https://mullion.larkfield.example/connect/link/synthetic-synthetic-synthetic-synthetic-syn";

    private static final Webhook WEBHOOK = new Webhook(
            "Stripe",
            "Optional: changes then arrive within seconds.",
            "https://hooks.larkfield.example/hooks/stripe/synthetic-synthetic-sy",
            List.of("customer.subscription.created", "customer.discount.deleted"));

    private LinkStories() {}

    static Stream<Story> all() {
        return Stream.of(
                new Story("owner-links", "integrations/links", page(links(null, null, true))),
                new Story(
                        "owner-link-made",
                        "integrations/links",
                        page(links(new OwnerLinks.Made(ADDRESS, soon()), null, true))),
                new Story(
                        "owner-link-refused",
                        "integrations/links",
                        page(links(null, "this workspace has 20 open links; withdraw one", false))),
                new Story("consent-with-links", "integrations/consent", consent()),
                new Story("install-with-links", "integrations/install", install()),
                new Story("connect-key", "connect/page", connect(paste(), null)),
                new Story("connect-key-refused", "connect/page", connect(paste(), "Not taken: this is a secret key")),
                new Story("connect-consent", "connect/page", connect(new ConnectPage.Step(ADDRESS, null, null), null)),
                new Story(
                        "connect-consent-ready",
                        "connect/page",
                        connect(new ConnectPage.Step(ADDRESS, null, "https://login.vendor.example/"), null)),
                new Story(
                        "connect-done",
                        "connect/done",
                        new ConnectPage.Done(
                                "Stripe",
                                Company.HOSTILE,
                                "Stripe accepts the key, and what it opens is being read.",
                                null)),
                new Story(
                        "connect-done-installed",
                        "connect/done",
                        new ConnectPage.Done(
                                "GitHub",
                                Company.HOSTILE,
                                "You were shown to own App installation 4711.",
                                "https://github.com/settings/installations/4711")),
                new Story(
                        "connect-install",
                        "connect/page",
                        connect(new ConnectPage.Step(ADDRESS, null, null, true), null)),
                new Story(
                        "connect-install-refused",
                        "connect/page",
                        connect(
                                new ConnectPage.Step(ADDRESS, null, null, true),
                                "Not connected: whoever signed in at GitHub does not administer every repository of the"
                                        + " installation")),
                new Story("connection-polled", "integrations/connection", polled()),
                new Story("integrations-key-refused", "integrations/page", refused()),
                new Story("key-refused", "integrations/key", key()),
                new Story("connection-tried", "integrations/connection", tried()),
                new Story("connect-spent", "connect/spent", new ConnectPage.Spent(30)));
    }

    private static OwnerLinks.Page page(OwnerLinks links) {
        return new OwnerLinks.Page(
                Company.frame("A link to connect Stripe", Place.INTEGRATIONS), new Link("Connect Stripe", W), links);
    }

    private static OwnerLinks links(OwnerLinks.@Nullable Made made, @Nullable String fault, boolean any) {
        return new OwnerLinks(
                "Stripe",
                W + "/connect/stripe/links",
                made,
                fault,
                any
                        ? List.of(
                                new OwnerLinks.Open("Robin Example", soon(), W + "/links/lnk_1/withdraw"),
                                new OwnerLinks.Open(Company.HOSTILE, soon(), W + "/links/lnk_2/withdraw"))
                        : List.of());
    }

    private static dev.mullion.web.view.part.Moment soon() {
        return Company.ago(Duration.ofMinutes(-27));
    }

    private static ConsentPage consent() {
        return new ConsentPage(
                Company.frame("Connect Xero", Place.INTEGRATIONS),
                new Link("Integrations", W),
                "Xero",
                ConnectionStories.manifest(),
                List.of("Any permission to write"),
                W + "/connect/xero",
                null,
                null,
                links(null, null, true));
    }

    private static InstallPage install() {
        return new InstallPage(
                Company.frame("Connect GitHub", Place.INTEGRATIONS),
                new Link("Integrations", W),
                "GitHub",
                ConnectionStories.manifest(),
                List.of("Any permission to write"),
                W + "/connect/github",
                null,
                null,
                links(null, null, true));
    }

    private static ConnectionPage tried() {
        ConnectionPage plain = ConnectionStories.connection(Freshness.empty(), true);
        return new ConnectionPage(
                plain.frame(),
                plain.up(),
                plain.vendor(),
                plain.account(),
                plain.manifest(),
                plain.live(),
                plain.secrets(),
                plain.labels(),
                plain.disconnect(),
                new ConnectionPage.Backfill(W + "/con_1/backfill", "The largest of the last runs took 965 requests."),
                new ConnectionPage.Trial(
                        W + "/con_1/test",
                        Facts.whole(
                                "Permissions as they were tried",
                                List.of(
                                        Facts.Column.of("Permission"),
                                        Facts.Column.of("Asked for"),
                                        Facts.Column.of("Granted"),
                                        Facts.Column.of("Without it"),
                                        Facts.Column.of("What the vendor's answer says")),
                                List.of(Facts.Row.of(
                                        Cell.code("coupon:read"),
                                        Cell.text("yes"),
                                        Cell.state(StateWord.refused("Missing")),
                                        Cell.text("Not granted. No run can be done without it: discounts."),
                                        Cell.text("Stripe does not let the key read this; it lacks rak_coupon_read")))),
                        Company.ago(Duration.ofMinutes(2))),
                WEBHOOK,
                "https://github.com/settings/installations/4711",
                W + "/con_1/remove");
    }

    private static ConnectionPage polled() {
        ConnectionPage plain = ConnectionStories.connection(Freshness.empty(), true);
        ConnectionPage.Live live = plain.live();
        return new ConnectionPage(
                plain.frame(),
                plain.up(),
                plain.vendor(),
                plain.account(),
                plain.manifest(),
                new ConnectionPage.Live(
                        live.href(),
                        StateWord.waits("Waiting for the first run"),
                        "Stripe could not be reached.",
                        live.freshness(),
                        live.deliveries(),
                        live.perHour(),
                        live.pulls(),
                        "No deliveries; runs read everything.",
                        new Upkeep(
                                List.of(
                                        new Upkeep.Secret("Key pasted", Company.ago(Duration.ofDays(40))),
                                        new Upkeep.Secret("Sealed anew", Company.ago(Duration.ofDays(2)))),
                                null,
                                List.of("Stripe does not say what it leaves; Mullion asks it at most 20 times in a"
                                        + " second")),
                        live.csrf()),
                plain.secrets(),
                null,
                plain.disconnect());
    }

    private static KeyPage key() {
        return new KeyPage(
                Company.frame("Keys of Stripe", Place.INTEGRATIONS),
                new Link("key 4f2a", W),
                "Paste another key, or the secret of a webhook endpoint",
                List.of(new KeyPage.Form(
                        W + "/con_1/secret", "api-key", "Restricted key", "starts with rk_", "Use it")),
                "Stripe does not accept the key; make a new one and paste it",
                ConnectionStories.manifest(),
                List.of("Any permission to write"),
                "Stripe",
                null,
                WEBHOOK);
    }

    private static IntegrationsPage refused() {
        return new IntegrationsPage(
                Company.frame("Integrations", Place.INTEGRATIONS),
                W + "/live",
                List.of(),
                null,
                List.of(new IntegrationsPage.Refusal(
                        "Stripe",
                        4,
                        Company.ago(Duration.ofMinutes(3)),
                        Company.HOSTILE,
                        new Link("Paste another", W + "/connect/stripe"))),
                List.of(new Link("Choose organisations", W + "/consents/1")));
    }

    private static ConnectPage.Step paste() {
        return new ConnectPage.Step(
                ADDRESS, new KeyPage.Form(ADDRESS, "", "Restricted key", "starts with rk_", "Connect Stripe"), null);
    }

    private static ConnectPage connect(ConnectPage.Step step, @Nullable String said) {
        return new ConnectPage(
                "Stripe",
                Company.HOSTILE,
                "Robin Example",
                Company.ago(Duration.ZERO),
                soon(),
                step,
                said,
                ConnectionStories.manifest(),
                List.of("A secret key (sk_): it may do everything"),
                Company.CSRF);
    }
}
