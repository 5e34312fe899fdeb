package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Removals;
import dev.mullion.connectors.catalogue.Catalogue;
import dev.mullion.connectors.catalogue.KnownVendor;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.ingest.Deliveries;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.IntegrationsPage;
import dev.mullion.web.view.IntegrationsPage.Connected;
import dev.mullion.web.view.IntegrationsPage.Tile;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Integrations: what is connected, and what it has taken in. */
@Controller
class IntegrationPages {

    private static final int MOST_TILES = 20;

    /** How long a refused key is worth a line. */
    private static final Duration REFUSALS = Duration.ofDays(1);

    private final Visits visits;
    private final Connections connections;
    private final Deliveries deliveries;
    private final ResidueSearches searches;
    private final ConnectionStory story;
    private final Consents consents;
    private final Removals removals;
    private final Catalogue catalogue;

    IntegrationPages(
            Visits visits,
            Connections connections,
            Deliveries deliveries,
            ResidueSearches searches,
            ConnectionStory story,
            Consents consents,
            Removals removals,
            Catalogue catalogue) {
        this.visits = visits;
        this.connections = connections;
        this.deliveries = deliveries;
        this.searches = searches;
        this.story = story;
        this.consents = consents;
        this.removals = removals;
        this.catalogue = catalogue;
    }

    @GetMapping("/w/{slug}/integrations")
    ModelAndView all(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), Visit.SETTINGS, "integrations/page", this::all);
    }

    @GetMapping("/w/{slug}/integrations/live")
    ModelAndView allLive(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), Visit.SETTINGS, "integrations/refresh", this::all);
    }

    @GetMapping("/w/{slug}/integrations/{connection}")
    ModelAndView one(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            Caller caller,
            HttpServletRequest request) {
        return one(new Asked(slug, caller, request), connection, "integrations/connection");
    }

    @GetMapping("/w/{slug}/integrations/{connection}/live")
    ModelAndView oneLive(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            Caller caller,
            HttpServletRequest request) {
        return one(new Asked(slug, caller, request), connection, "integrations/connection-refresh");
    }

    private ModelAndView one(Asked asked, String connection, String template) {
        return visits.page(
                asked,
                Visit.SETTINGS,
                template,
                visit -> story.of(visit, connections.find(named(connection)).orElseThrow(NotHere::new)));
    }

    private IntegrationsPage all(Visit visit) {
        List<Connection> connected = connections.list();
        Receipt.Search search = searches.last(visit.wording());
        return new IntegrationsPage(
                visit.moving("Integrations", Place.INTEGRATIONS),
                visit.href(Place.INTEGRATIONS) + "/live",
                Stream.concat(
                                connected.stream().limit(MOST_TILES).map(connection -> tile(visit, connection, search)),
                                catalogue.all(connected).stream().map(entry -> CatalogueTiles.of(visit, entry)))
                        .sorted(Comparator.comparing(Tile::domain).thenComparingInt(IntegrationPages::place))
                        .toList(),
                connected.isEmpty() ? empty() : null,
                visit.access().allows(ConnectionChanges.MANAGE) ? refused(visit) : List.of(),
                visit.access().allows(ConnectionChanges.MANAGE) ? choices(visit) : List.of());
    }

    /** What is connected comes first in its domain, and what arrives later last. */
    private static int place(Tile tile) {
        return tile.connection() != null ? 0 : tile.arrives() == null ? 1 : 2;
    }

    /** Whoever pasted a key by a link, or went away before it was tried, is not here to see what came of it. */
    private List<IntegrationsPage.Refusal> refused(Visit visit) {
        SequencedMap<String, List<Removals.Removed>> refused =
                removals.refusedSince(visit.wording().now().minus(REFUSALS)).stream()
                        .collect(Collectors.groupingBy(
                                Removals.Removed::connector, LinkedHashMap::new, Collectors.toList()));
        return refused.values().stream()
                .map(gone -> refusal(visit, gone.getFirst(), gone.size()))
                .toList();
    }

    private static IntegrationsPage.Refusal refusal(Visit visit, Removals.Removed last, int keys) {
        return new IntegrationsPage.Refusal(
                KnownVendor.named(last.connector()).orElseThrow().vendor(),
                keys,
                visit.wording().moment(last.at()),
                last.said(),
                new Link("Paste another", visit.href(Place.INTEGRATIONS) + "/connect/" + last.connector()));
    }

    /** Whoever consented by a link is not here to choose. */
    private List<Link> choices(Visit visit) {
        return consents.choosing().stream()
                .map(id -> new Link("Choose organisations", visit.href(Place.INTEGRATIONS) + "/consents/" + id))
                .toList();
    }

    private Tile tile(Visit visit, Connection connection, Receipt.@Nullable Search search) {
        Deliveries.Figures figures = deliveries.figures(connection.id());
        return CatalogueTiles.of(
                KnownVendor.of(connection),
                new Connected(
                        connection.label(),
                        visit.href(Place.INTEGRATIONS) + "/" + connection.id(),
                        ConnectionWords.state(connection),
                        story.freshness(connection, figures, visit.wording()),
                        ConnectionWords.deliveries(figures, search, visit.wording()),
                        story.lastRun(connection, visit.wording()),
                        story.upkeep(connection, visit.wording())));
    }

    private static EmptyState empty() {
        return new EmptyState(
                "Nothing is connected.",
                "Who may manage settings connects GitHub, Stripe or Xero below. History is read newest first, and new things"
                        + " appear seconds after they happen.",
                null);
    }

    static ConnectionId named(String text) {
        try {
            return new ConnectionId(UUID.fromString(text.startsWith("con_") ? text.substring(4) : ""));
        } catch (IllegalArgumentException notAnId) {
            throw new NotHere();
        }
    }
}
