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

/** How old the numbers of finance are: as old as what was read longest ago. */
@Component
class FinanceFreshness {

    private final Connections connections;
    private final RunStory runs;
    private final Manifests manifests;

    FinanceFreshness(Connections connections, RunStory runs, Manifests manifests) {
        this.connections = connections;
        this.runs = runs;
        this.manifests = manifests;
    }

    private record Read(Connection connection, Instant at) {}

    /**
     * A connection that ended says so ahead of all others, whoever ended it, for what was known of it is in the sums,
     * until its vendor is connected by another one; what nobody connected, or read yet, is empty.
     */
    Freshness of(Wording wording) {
        List<Connection> all = connections.list().stream()
                .filter(one -> manifests.of(one).domain() == Manifest.Domain.FINANCE)
                .toList();
        return all.stream()
                .filter(one -> !one.takes()
                        && !isFollowed(one, all)
                        && runs.lastRead(one).isPresent())
                .max(Comparator.comparing(Connection::stateAt))
                .map(ended -> Freshness.disconnected(
                        wording.moment(ended.stateAt()), manifests.of(ended).vendor()))
                .orElseGet(() -> oldest(all, wording));
    }

    private static boolean isFollowed(Connection ended, List<Connection> all) {
        return all.stream()
                .anyMatch(one -> one.takes()
                        && one.connector().equals(ended.connector())
                        && one.createdAt().isAfter(ended.stateAt()));
    }

    private Freshness oldest(List<Connection> all, Wording wording) {
        return all.stream()
                .filter(Connection::takes)
                .flatMap(one -> runs.lastRead(one).map(at -> new Read(one, at)).stream())
                .sorted(Comparator.comparing(Read::at))
                .map(read -> ConnectionWords.freshness(
                        read.connection(), manifests.of(read.connection()), read.at(), wording))
                .min(Comparator.comparing(freshness -> !freshness.isStale()))
                .orElseGet(Freshness::empty);
    }
}
