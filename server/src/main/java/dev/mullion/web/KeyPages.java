package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.stripe.StripeConnections;
import dev.mullion.connectors.stripe.StripeManifest;
import dev.mullion.connectors.stripe.StripeSecret;
import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.ingest.sync.FirstTries;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.KeyPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Connects by a key that is pasted, and takes what a connection by key needs later. */
@Controller
class KeyPages {

    private static final String TEMPLATE = "integrations/key";

    private final Visits visits;
    private final Connections connections;
    private final StripeConnections stripe;
    private final FirstTries tries;
    private final OwnerLinkStory links;
    private final WebhookStory webhooks;

    KeyPages(
            Visits visits,
            Connections connections,
            StripeConnections stripe,
            FirstTries tries,
            OwnerLinkStory links,
            WebhookStory webhooks) {
        this.visits = visits;
        this.connections = connections;
        this.stripe = stripe;
        this.tries = tries;
        this.links = links;
        this.webhooks = webhooks;
    }

    @GetMapping("/w/{slug}/integrations/connect/stripe")
    ModelAndView before(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request), ConnectionChanges.MANAGE, TEMPLATE, visit -> connect(visit, null));
    }

    /** Waits outside of the door for what Stripe says of the key: one that it refuses is pasted anew right here. */
    @Recorded({AuditAction.CONNECTION_ADDED, AuditAction.CONNECTION_REMOVED})
    @PostMapping("/w/{slug}/integrations/connect/stripe")
    @Nullable ModelAndView connect(
            @PathVariable("slug") String slug,
            @RequestAttribute(Pasted.ATTRIBUTE) Pasted pasted,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        Asked asked = new Asked(slug, caller, request);
        Outcome sealed = visits.open(
                asked,
                ConnectionChanges.MANAGE,
                visit -> taken(
                        visit,
                        () -> stripe.connect(pasted.bytes(), visit.access().actor()),
                        fault -> connect(visit, fault)));
        return answer(response, sealed instanceof Outcome.Taken taken ? tried(asked, taken) : sealed);
    }

    private Outcome tried(Asked asked, Outcome.Taken taken) {
        return switch (tries.await(taken.workspace(), taken.connection())) {
            case FirstTries.Outcome.Works _ -> taken.saying("/" + taken.connection() + "?done=key-works");
            case FirstTries.Outcome.Waits _ -> taken.saying("?done=key-waits");
            case FirstTries.Outcome.Refused refused ->
                new Outcome.Refused(
                        visits.open(asked, ConnectionChanges.MANAGE, visit -> connect(visit, refused.why())));
        };
    }

    @GetMapping("/w/{slug}/integrations/{connection}/secret")
    ModelAndView another(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            Caller caller,
            HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request),
                ConnectionChanges.MANAGE,
                TEMPLATE,
                visit -> another(visit, found(connection), null));
    }

    @Recorded(AuditAction.CONNECTION_CHANGED)
    @PostMapping("/w/{slug}/integrations/{connection}/secret")
    @Nullable ModelAndView another(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            @RequestParam(name = "kind", required = false) @Nullable String kind,
            @RequestAttribute(name = Pasted.ATTRIBUTE, required = false) @Nullable Pasted pasted,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        Asked asked = new Asked(slug, caller, request);
        AtomicInteger number = new AtomicInteger();
        // Whose connection it is comes before everything that may be wrong with the form.
        Outcome sealed = visits.open(asked, ConnectionChanges.MANAGE, visit -> {
            Connection of = found(connection);
            StripeSecret which = StripeSecret.pasted().stream()
                    .filter(one -> one.word().equals(kind))
                    .findFirst()
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
            if (pasted == null) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
            }
            return taken(
                    visit,
                    () -> {
                        stripe.take(of, which, pasted.bytes(), visit.access().actor())
                                .ifPresent(number::set);
                        return of.id();
                    },
                    fault -> another(visit, of, fault));
        });
        boolean isTried = sealed instanceof Outcome.Taken && number.get() > 0;
        return answer(response, isTried ? another(asked, (Outcome.Taken) sealed, number.get()) : sealed);
    }

    /** Waits outside of the door: the key that is used stays where the vendor refuses the other. */
    private Outcome another(Asked asked, Outcome.Taken taken, int number) {
        return switch (tries.await(taken.workspace(), taken.connection(), number)) {
            case FirstTries.Outcome.Works _ -> taken.saying("/" + taken.connection() + "?done=next-key-works");
            case FirstTries.Outcome.Waits _ -> taken.saying("/" + taken.connection() + "?done=next-key-waits");
            case FirstTries.Outcome.Refused refused ->
                new Outcome.Refused(visits.open(
                        asked, ConnectionChanges.MANAGE, visit -> refused(visit, taken.connection(), refused.why())));
        };
    }

    /** One that never had a key that works is gone with the last of them. */
    private KeyPage refused(Visit visit, ConnectionId id, String why) {
        return connections
                .find(id)
                .map(connection -> another(visit, connection, why))
                .orElseGet(() -> connect(visit, why));
    }

    /** What became of what was pasted. */
    private sealed interface Outcome {
        /** @param next where that is said, from all integrations on */
        record Taken(WorkspaceId workspace, ConnectionId connection, String all, String next) implements Outcome {

            Taken saying(String other) {
                return new Taken(workspace, connection, all, other);
            }
        }

        record Refused(KeyPage page) implements Outcome {}
    }

    private static Outcome taken(Visit visit, Supplier<ConnectionId> work, Function<String, KeyPage> again) {
        try {
            ConnectionId id = work.get();
            return new Outcome.Taken(
                    visit.access().workspace().id(), id, visit.href(Place.INTEGRATIONS), "/" + id + "?done=sealed");
        } catch (IllegalArgumentException | Connections.OtherMode e) {
            return new Outcome.Refused(again.apply(String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable ModelAndView answer(HttpServletResponse response, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken taken -> {
                response.setHeader("Location", taken.all() + taken.next());
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                yield null;
            }
            case Outcome.Refused(KeyPage page) -> {
                response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
                yield new ModelAndView(TEMPLATE, "page", page);
            }
        };
    }

    private Connection found(String connection) {
        return connections
                .find(IntegrationPages.named(connection))
                .filter(one -> one.kind() == Connection.Kind.KEY && !one.endedHere())
                .orElseThrow(NotHere::new);
    }

    private KeyPage connect(Visit visit, @Nullable String fault) {
        String at = visit.href(Place.INTEGRATIONS);
        return new KeyPage(
                visit.still("Connect Stripe", Place.INTEGRATIONS),
                new Link("Integrations", at),
                "Connect Stripe by a restricted key",
                List.of(new KeyPage.Form(
                        at + "/connect/stripe",
                        "",
                        "Restricted key",
                        "starts with rk_live_ or rk_test_",
                        "Connect Stripe")),
                fault,
                ConnectionStory.manifest(StripeManifest.manifest()),
                StripeManifest.manifest().neverAsks(),
                StripeManifest.manifest().vendor(),
                links.of(visit, LinkedVendor.STRIPE, new OwnerLinkStory.Wish.None()),
                null);
    }

    private KeyPage another(Visit visit, Connection connection, @Nullable String fault) {
        String at = visit.href(Place.INTEGRATIONS) + "/" + connection.id();
        String action = at + "/secret";
        return new KeyPage(
                visit.still("Keys of Stripe", Place.INTEGRATIONS),
                new Link(connection.label(), at),
                "Paste another key, or the secret of a webhook endpoint",
                List.of(
                        new KeyPage.Form(
                                action,
                                StripeSecret.API_KEY.word(),
                                "Restricted key",
                                "takes the place of the one that is used when Stripe accepts it; starts with rk_",
                                "Use this key"),
                        new KeyPage.Form(
                                action,
                                StripeSecret.WEBHOOK_SECRET.word(),
                                "Signing secret",
                                "of the endpoint in Stripe's dashboard; starts with whsec_",
                                "Verify by this secret"),
                        new KeyPage.Form(
                                action,
                                StripeSecret.SECOND_WEBHOOK_SECRET.word(),
                                "Second signing secret",
                                "while Stripe changes from one to the next, it signs with both",
                                "Verify by this one too")),
                fault,
                ConnectionStory.manifest(StripeManifest.manifest()),
                StripeManifest.manifest().neverAsks(),
                StripeManifest.manifest().vendor(),
                null,
                webhooks.of(visit, connection));
    }
}
