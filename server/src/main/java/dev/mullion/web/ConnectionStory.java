package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Grants;
import dev.mullion.connectors.InstallationEndings;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.NameSwitch;
import dev.mullion.ingest.Deliveries;
import dev.mullion.ingest.sync.Unread;
import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.ConnectionPage.LabelSwitch;
import dev.mullion.web.view.ConnectionPage.Manifest;
import dev.mullion.web.view.ConnectionPage.Scope;
import dev.mullion.web.view.IntegrationsPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.Upkeep;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.part.Confirmation;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One connection: its figures, its manifest, and what may be changed. */
@Component
class ConnectionStory {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("d MMM, HH:mm");
    private static final DateTimeFormatter TICK = DateTimeFormatter.ofPattern("HH:mm");

    private final Deliveries deliveries;
    private final ResidueSearches searches;
    private final RunStory runs;
    private final Grants grants;
    private final Manifests manifests;
    private final TrialStory trials;
    private final NameSwitch names;
    private final WebhookStory webhooks;
    private final Unread unread;
    private final UpkeepStory upkeep;
    private final InstallationEndings installations;

    ConnectionStory(
            Deliveries deliveries,
            ResidueSearches searches,
            RunStory runs,
            Grants grants,
            Manifests manifests,
            TrialStory trials,
            NameSwitch names,
            WebhookStory webhooks,
            Unread unread,
            UpkeepStory upkeep,
            InstallationEndings installations) {
        this.deliveries = deliveries;
        this.searches = searches;
        this.runs = runs;
        this.grants = grants;
        this.manifests = manifests;
        this.trials = trials;
        this.names = names;
        this.webhooks = webhooks;
        this.unread = unread;
        this.upkeep = upkeep;
        this.installations = installations;
    }

    ConnectionPage of(Visit visit, Connection connection) {
        String at = visit.href(Place.INTEGRATIONS) + "/" + connection.id();
        boolean manages = visit.access().allows(ConnectionChanges.MANAGE);
        var said = manifests.of(connection);
        String vendor = said.vendor();
        return new ConnectionPage(
                visit.moving(vendor, Place.INTEGRATIONS),
                new Link("Integrations", visit.href(Place.INTEGRATIONS)),
                vendor,
                connection.label(),
                manifest(visit, connection, said),
                live(visit, connection, at),
                manages && connection.kind() == Connection.Kind.KEY && !connection.endedHere()
                        ? new Link(
                                said.events().isEmpty() ? "Paste another key" : "Paste a key or a webhook secret",
                                at + "/secret")
                        : null,
                manages && names.isFor(connection) ? labels(connection, at) : null,
                manages && canEnd(connection) ? disconnect(visit, connection, vendor, at) : null,
                manages ? runs.backfill(visit, connection, at) : null,
                trials.of(visit, connection, at),
                webhooks.of(visit, connection),
                installations.leftOver(connection.id()).map(URI::toString).orElse(null),
                manages && unread.is(connection) ? at + "/remove" : null);
    }

    /** What a vendor ended can be let go here as well: its key is deleted, or another workspace may connect it. */
    private static boolean canEnd(Connection connection) {
        return switch (connection.kind()) {
            case GRANT, KEY, APP -> !connection.endedHere();
            case ENDPOINT -> connection.state() != Connection.State.DISCONNECTED;
        };
    }

    /** A chart of nothing says less than a line. */
    private static @Nullable String quiet(
            Connection connection, Deliveries.Figures figures, dev.mullion.connectors.Manifest said) {
        Deliveries.Counts total = figures.total();
        if (total.received() + total.refused() > 0) {
            return null;
        }
        return switch (connection.kind()) {
            case KEY ->
                said.events().isEmpty()
                        ? "No deliveries; runs read everything."
                        : "No deliveries; runs read everything, and a webhook of " + said.vendor()
                                + " makes changes come sooner.";
            case GRANT ->
                "No deliveries; runs read everything. " + said.vendor()
                        + " sends some where the person who runs this installation has set its webhook up.";
            case APP, ENDPOINT -> null;
        };
    }

    private ConnectionPage.Live live(Visit visit, Connection connection, String at) {
        Wording wording = visit.wording();
        Deliveries.Figures figures = deliveries.figures(connection.id());
        return new ConnectionPage.Live(
                at + "/live",
                ConnectionWords.state(connection),
                ConnectionWords.said(connection),
                freshness(connection, figures, wording),
                ConnectionWords.deliveries(figures, searches.last(wording), wording),
                Bars.of(perHour(wording, connection, figures)),
                runs.pulls(visit, connection, at),
                quiet(connection, figures, manifests.of(connection)),
                upkeep.whole(connection, wording),
                visit.csrf());
    }

    IntegrationsPage.@Nullable LastRun lastRun(Connection connection, Wording wording) {
        return runs.last(connection, wording);
    }

    /** In short, for its tile. */
    @Nullable Upkeep upkeep(Connection connection, Wording wording) {
        return upkeep.of(connection, wording);
    }

    /** Of what was sent or read last. */
    Freshness freshness(Connection connection, Deliveries.Figures figures, Wording wording) {
        Instant last = Stream.concat(Stream.ofNullable(figures.last()), runs.lastRead(connection).stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
        return ConnectionWords.freshness(connection, manifests.of(connection), last, wording);
    }

    private Plot perHour(Wording wording, Connection connection, Deliveries.Figures figures) {
        List<Deliveries.Hour> hours = deliveries.hours(connection.id());
        Deliveries.Hour last = hours.getLast();
        return new Plot(
                "per-hour",
                "Deliveries an hour",
                wording.count(figures.lastDay().received(), "delivery", "deliveries") + " in the last 24 hours.",
                "Hour (" + wording.zone() + ")",
                "",
                List.of(new Plot.Key("Deliveries", "engineering")),
                hours.stream()
                        .map(hour -> slot(wording, hour, hour.equals(last)))
                        .toList());
    }

    private static Plot.Slot slot(Wording wording, Deliveries.Hour hour, boolean last) {
        var from = hour.from().atZone(wording.zone());
        return new Plot.Slot(
                HOUR.withLocale(wording.locale()).format(from),
                from.getHour() % 12 == 0 ? TICK.format(from) : null,
                last,
                List.of(new Plot.Part(hour.received(), wording.count(hour.received()))));
    }

    private static LabelSwitch labels(Connection connection, String at) {
        return new LabelSwitch(at + "/labels", connection.labelsKept(), "Names of repositories are kept");
    }

    private Confirmation disconnect(Visit visit, Connection connection, String vendor, String at) {
        String ending = switch (connection.kind()) {
            case GRANT ->
                "The consent's tokens are deleted in the same request, and " + vendor + " is told right after it";
            case KEY ->
                connection.takes()
                        ? "The key is deleted here in the same request; delete it at " + vendor + " as well"
                        : "The key that " + vendor + " refused is deleted here in the same request";
            case APP -> installation(connection, vendor);
            case ENDPOINT -> "Deliveries from " + vendor + " are counted and dropped from now on";
        };
        return new Confirmation(
                "disconnect",
                "Disconnect " + vendor,
                at + "/disconnect",
                List.of(
                        "Nothing more is taken from " + vendor + ", from this request on",
                        ending,
                        "All facts and counts stay"),
                null,
                visit.csrf());
    }

    /** One that somebody was shown to own is asked for in any case. */
    private String installation(Connection connection, String vendor) {
        boolean isAskedFor = installations.willEnd(connection.id());
        if (connection.isEndedByVendor()) {
            return vendor + " had ended the App's installation before"
                    + (isAskedFor ? ", and is asked to make sure of it" : "");
        }
        return isAskedFor
                ? "Right after it " + vendor
                        + " is asked to uninstall the App; the choice of repositories is gone there"
                : "The App may still be installed at " + vendor + " then: it is not noted here that somebody was shown"
                        + " to own the installation; its owner removes it there";
    }

    private Manifest manifest(Visit visit, Connection connection, dev.mullion.connectors.Manifest said) {
        Grants.Grant granted = grants.of(connection.id()).orElse(null);
        Instant used = runs.lastRead(connection).orElse(null);
        return manifest(
                said,
                scope -> new Scope(
                        scope.name(),
                        scope.why(),
                        granted == null ? null : ConnectionWords.granted(scope, granted, connection),
                        granted == null
                                ? null
                                : ConnectionWords.used(scope, granted, connection, used, visit.wording())));
    }

    /** What is asked, before anything is granted. */
    static Manifest manifest(dev.mullion.connectors.Manifest said) {
        return manifest(said, scope -> new Scope(scope.name(), scope.why(), null, null));
    }

    private static Manifest manifest(
            dev.mullion.connectors.Manifest said, Function<dev.mullion.connectors.Manifest.Scope, Scope> scopes) {
        return new Manifest(
                said.asks().stream().map(scopes).toList(),
                said.reads(),
                said.keeps(),
                said.never(),
                KeptPaths.of(said.projections()));
    }
}
