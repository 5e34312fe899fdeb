package dev.mullion.web;

import dev.mullion.web.view.ConnectPage;
import dev.mullion.web.view.ConsentPage;
import dev.mullion.web.view.KeyPage;
import dev.mullion.web.view.OwnerLinks;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Link;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Links to connect by: for who makes them, and for who was sent one. */
final class LinkStories {

    private static final String W = "/w/sample/integrations";
    private static final String ADDRESS =
            "https://mullion.larkfield.example/connect/link/synthetic-synthetic-synthetic-synthetic-syn";

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
                        new ConnectPage.Done("Stripe", Company.HOSTILE, "The key is sealed, and tried within a minute.")),
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
