package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Manifests;
import dev.mullion.identity.Access;
import dev.mullion.ingest.Deliveries;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.engineering.PullRequests;
import dev.mullion.telemetry.engineering.PullRequests.Authors;
import dev.mullion.telemetry.engineering.PullRequests.Entry;
import dev.mullion.telemetry.engineering.PullRequests.Filter;
import dev.mullion.telemetry.engineering.PullRequests.Order;
import dev.mullion.web.view.HomePage.Need;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What waits for a person, of what they may see. */
@Component
class Needs {

    private static final int MOST_CONNECTIONS = 10;
    private static final int MOST_REVIEWS = 20;
    private static final Duration STUCK = Duration.ofDays(14);

    /** Who disconnects something on purpose is not reminded of it for ever. */
    private static final Duration DISCONNECTED = Duration.ofDays(14);

    private final Connections connections;
    private final Manifests manifests;
    private final Deliveries deliveries;
    private final PullRequests pullRequests;

    Needs(Connections connections, Manifests manifests, Deliveries deliveries, PullRequests pullRequests) {
        this.connections = connections;
        this.manifests = manifests;
        this.deliveries = deliveries;
        this.pullRequests = pullRequests;
    }

    List<Need> of(Access access, Wording wording) {
        List<Need> needs = new ArrayList<>();
        String home = "/w/" + access.workspace().slug();
        if (access.allows(Visit.SETTINGS)) {
            connections.list().stream()
                    .limit(MOST_CONNECTIONS)
                    .forEach(connection -> addConnection(needs, connection, home, wording));
        }
        if (access.allows(Visit.ENGINEERING)) {
            addStuckReviews(needs, home, wording);
        }
        return List.copyOf(needs);
    }

    private void addConnection(List<Need> needs, Connection connection, String home, Wording wording) {
        Link open = new Link("Open", home + "/integrations/" + connection.id());
        Instant since = connection.stateAt();
        String vendor = manifests.of(connection).vendor();
        String what = vendor + ": " + connection.label();
        switch (connection.state()) {
            case WAITING ->
                needs.add(new Need(
                        StateWord.waits("Waiting"),
                        what,
                        because(connection, waiting(connection, vendor)),
                        wording.moment(since),
                        open));
            case SUSPENDED ->
                needs.add(new Need(
                        StateWord.waits("Suspended"),
                        what,
                        because(connection, "It was suspended at " + vendor + ".") + " Nothing new is taken.",
                        wording.moment(since),
                        open));
            case REFUSED ->
                needs.add(new Need(
                        StateWord.refused("Refused"),
                        what,
                        because(connection, "It may do more than Mullion asks for.") + " Nothing is taken.",
                        wording.moment(since),
                        open));
            case DISCONNECTED -> {
                if (since.isAfter(wording.now().minus(DISCONNECTED))) {
                    String ended = connection.endedHere() ? "It was ended here." : "It was ended at " + vendor + ".";
                    needs.add(new Need(
                            StateWord.waits("Disconnected"),
                            what,
                            because(connection, ended) + " Facts stay, nothing new is taken.",
                            wording.moment(since),
                            open));
                }
            }
            case ACTIVE -> addRefusals(needs, connection, open, wording);
        }
    }

    private static String waiting(Connection connection, String vendor) {
        return switch (connection.kind()) {
            case ENDPOINT -> "Nothing has arrived yet. Enter its address and secret at " + vendor + ".";
            case APP, KEY, GRANT -> "Nothing was read of it yet.";
        };
    }

    private static String because(Connection connection, String otherwise) {
        return Objects.requireNonNullElse(ConnectionWords.said(connection), otherwise);
    }

    private void addRefusals(List<Need> needs, Connection connection, Link open, Wording wording) {
        Deliveries.Figures figures = deliveries.figures(connection.id());
        long refused = figures.lastDay().refused();
        Instant last = figures.lastRefusal();
        if (refused > 0 && last != null) {
            needs.add(new Need(
                    StateWord.refused("Refused"),
                    wording.count(refused, "delivery", "deliveries") + " with a wrong signature in 24 hours",
                    "The secret at the sender differs from the one here, or somebody else sent them.",
                    wording.moment(last),
                    open));
        }
    }

    private void addStuckReviews(List<Need> needs, String home, Wording wording) {
        Filter waiting =
                Filter.all().of(PullRequest.State.OPEN).by(Authors.PEOPLE).waitingForReview();
        for (Entry entry :
                pullRequests.page(waiting, Order.AGE, null, MOST_REVIEWS).entries()) {
            Instant opened = entry.times().opened();
            if (opened.isBefore(wording.now().minus(STUCK))) {
                needs.add(new Need(
                        StateWord.waits("Stuck review"),
                        entry.repositoryName() + " #" + entry.number(),
                        "Open for more than two weeks without a review.",
                        wording.moment(opened),
                        new Link("Open", home + "/engineering/pull-requests/" + entry.id())));
            }
        }
    }
}
