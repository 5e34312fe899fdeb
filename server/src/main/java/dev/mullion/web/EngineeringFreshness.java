package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Wording;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** How old the numbers of engineering are. */
@Component
class EngineeringFreshness {

    private final Connections connections;
    private final RunStory runs;
    private final Manifests manifests;

    EngineeringFreshness(Connections connections, RunStory runs, Manifests manifests) {
        this.connections = connections;
        this.runs = runs;
        this.manifests = manifests;
    }

    /**
     * Of what was sent or read last; disconnected where nothing is taken any more, whatever other vendors are.
     *
     * @param arrived when the newest fact arrived
     */
    Freshness of(Instant arrived, Wording wording) {
        List<Connection> all = connections.list().stream()
                .filter(one -> manifests.of(one).domain() == Manifest.Domain.ENGINEERING)
                .toList();
        List<Freshness> taking = all.stream()
                .filter(Connection::takes)
                .map(one -> ConnectionWords.freshness(one, manifests.of(one), last(one, arrived), wording))
                .toList();
        if (!taking.isEmpty()) {
            return taking.stream().filter(Freshness::isStale).findFirst().orElse(taking.getFirst());
        }
        return all.stream()
                .map(Connection::stateAt)
                .max(Comparator.naturalOrder())
                .map(since -> Freshness.disconnected(wording.moment(since)))
                .orElseGet(() -> Freshness.stale(wording.moment(arrived)));
    }

    private Instant last(Connection connection, Instant arrived) {
        return runs.lastRead(connection).filter(arrived::isBefore).orElse(arrived);
    }
}
