package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Grants;
import dev.mullion.connectors.github.GitHubManifest;
import dev.mullion.connectors.github.GitHubProjection;
import dev.mullion.ingest.Deliveries;
import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.ConnectionPage.LabelSwitch;
import dev.mullion.web.view.ConnectionPage.Manifest;
import dev.mullion.web.view.ConnectionPage.Scope;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.part.Confirmation;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
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
    private final Facts kept;

    ConnectionStory(
            Deliveries deliveries,
            ResidueSearches searches,
            RunStory runs,
            Grants grants,
            GitHubProjection projection) {
        this.deliveries = deliveries;
        this.searches = searches;
        this.runs = runs;
        this.grants = grants;
        this.kept = KeptPaths.of(projection);
    }

    ConnectionPage of(Visit visit, Connection connection) {
        String at = visit.href(Place.INTEGRATIONS) + "/" + connection.id();
        boolean manages = visit.access().allows(ConnectionChanges.MANAGE);
        return new ConnectionPage(
                visit.moving("GitHub", Place.INTEGRATIONS),
                new Link("Integrations", visit.href(Place.INTEGRATIONS)),
                "GitHub",
                ConnectionWords.label(connection),
                manifest(visit, connection),
                live(visit, connection, at),
                manages ? labels(connection, at) : null,
                manages && connection.state() != Connection.State.DISCONNECTED ? disconnect(visit, at) : null);
    }

    private ConnectionPage.Live live(Visit visit, Connection connection, String at) {
        Wording wording = visit.wording();
        Deliveries.Figures figures = deliveries.figures(connection.id());
        return new ConnectionPage.Live(
                at + "/live",
                ConnectionWords.state(connection),
                freshness(connection, figures, wording),
                ConnectionWords.deliveries(figures, searches.last(wording), wording),
                Bars.of(perHour(wording, connection, figures)),
                runs.pulls(visit, connection, at),
                visit.csrf());
    }

    /** Of what was sent or read last. */
    Freshness freshness(Connection connection, Deliveries.Figures figures, Wording wording) {
        Instant last = Stream.concat(Stream.ofNullable(figures.last()), runs.lastRead(connection).stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
        return ConnectionWords.freshness(connection, last, wording);
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

    private static @Nullable Confirmation disconnect(Visit visit, String at) {
        return new Confirmation(
                "disconnect",
                "Disconnect GitHub",
                at + "/disconnect",
                List.of("Deliveries from GitHub are counted and dropped from now on", "All facts and counts stay"),
                null,
                visit.csrf());
    }

    private Manifest manifest(Visit visit, Connection connection) {
        var said = GitHubManifest.manifest();
        Grants.Grant granted = grants.of(connection.id()).orElse(null);
        Instant used = runs.lastRead(connection).orElse(null);
        return new Manifest(
                said.asks().stream()
                        .map(scope -> new Scope(
                                scope.name(),
                                scope.why(),
                                granted == null ? null : ConnectionWords.granted(scope, granted),
                                granted == null ? null : ConnectionWords.used(scope, used, visit.wording())))
                        .toList(),
                said.reads(),
                said.keeps(),
                said.never(),
                kept);
    }
}
