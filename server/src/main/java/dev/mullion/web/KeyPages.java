package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.KeyPastes;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.PastedKind;
import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.ingest.sync.FirstTries;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.KeyPage;
import dev.mullion.web.view.Place;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    private final KeyVendors vendors;
    private final KeyPastes keys;
    private final FirstTries tries;
    private final KeyStory story;

    KeyPages(
            Visits visits,
            Connections connections,
            KeyVendors vendors,
            KeyPastes keys,
            FirstTries tries,
            KeyStory story) {
        this.visits = visits;
        this.connections = connections;
        this.vendors = vendors;
        this.keys = keys;
        this.tries = tries;
        this.story = story;
    }

    /** Vendors by consent have pages of their own, whose addresses come before this one. */
    @GetMapping("/w/{slug}/integrations/connect/{vendor}")
    ModelAndView before(
            @PathVariable("slug") String slug,
            @PathVariable("vendor") String vendor,
            Caller caller,
            HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request),
                ConnectionChanges.MANAGE,
                TEMPLATE,
                visit -> story.connect(visit, named(vendor), null));
    }

    /** Waits outside of the door for what the vendor says of the key: one that it refuses is pasted anew right here. */
    @Recorded(AuditAction.CONNECTION_ADDED)
    @PostMapping("/w/{slug}/integrations/connect/{vendor}")
    @Nullable ModelAndView connect(
            @PathVariable("slug") String slug,
            @PathVariable("vendor") String vendor,
            @RequestAttribute(name = Pasted.ATTRIBUTE, required = false) @Nullable Pasted pasted,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        Asked asked = new Asked(slug, caller, request);
        // Whether there is such a vendor comes before everything that may be wrong with the form.
        Outcome sealed = visits.open(asked, ConnectionChanges.MANAGE, visit -> {
            PastedKeys of = named(vendor);
            byte[] key = pasted(pasted);
            return taken(
                    visit,
                    of,
                    () -> keys.connect(of, key, visit.access().actor()),
                    fault -> story.connect(visit, of, fault));
        });
        return answer(response, sealed instanceof Outcome.Taken taken ? tried(asked, taken) : sealed);
    }

    private PastedKeys named(String vendor) {
        return vendors.of(vendor).orElseThrow(NotHere::new);
    }

    private static byte[] pasted(@Nullable Pasted pasted) {
        if (pasted == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return pasted.bytes();
    }

    private Outcome tried(Asked asked, Outcome.Taken taken) {
        return switch (tries.await(taken.workspace(), taken.connection())) {
            case FirstTries.Outcome.Works _ -> taken.saying("/" + taken.connection() + "?done=key-works");
            case FirstTries.Outcome.Waits _ -> taken.saying("?done=key-waits");
            case FirstTries.Outcome.Refused refused ->
                new Outcome.Refused(visits.open(
                        asked, ConnectionChanges.MANAGE, visit -> story.connect(visit, taken.vendor(), refused.why())));
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
            PastedKeys vendor = named(of.connector());
            PastedKind which = vendor.kind(String.valueOf(kind))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
            byte[] secret = pasted(pasted);
            return taken(
                    visit,
                    vendor,
                    () -> {
                        keys.take(of, which, secret, visit.access().actor()).ifPresent(number::set);
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
                new Outcome.Refused(
                        visits.open(asked, ConnectionChanges.MANAGE, visit -> refused(visit, taken, refused.why())));
        };
    }

    /** One that never had a key that works is gone with the last of them. */
    private KeyPage refused(Visit visit, Outcome.Taken taken, String why) {
        return connections
                .find(taken.connection())
                .map(here -> another(visit, here, why))
                .orElseGet(() -> story.connect(visit, taken.vendor(), why));
    }

    private KeyPage another(Visit visit, Connection connection, @Nullable String fault) {
        return story.another(visit, connection, named(connection.connector()), fault);
    }

    /** What became of what was pasted. */
    private sealed interface Outcome {
        /** @param next where that is said, from all integrations on */
        record Taken(WorkspaceId workspace, PastedKeys vendor, ConnectionId connection, String all, String next)
                implements Outcome {

            Taken saying(String other) {
                return new Taken(workspace, vendor, connection, all, other);
            }
        }

        record Refused(KeyPage page) implements Outcome {}
    }

    private static Outcome taken(
            Visit visit, PastedKeys vendor, Supplier<ConnectionId> work, Function<String, KeyPage> again) {
        try {
            ConnectionId id = work.get();
            return new Outcome.Taken(
                    visit.access().workspace().id(),
                    vendor,
                    id,
                    visit.href(Place.INTEGRATIONS),
                    "/" + id + "?done=sealed");
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
}
