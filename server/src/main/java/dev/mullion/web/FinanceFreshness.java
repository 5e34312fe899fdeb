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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How old the numbers of finance are: as old as what was read longest ago. */
@Component
class FinanceFreshness {

    private final Connections connections;
    private final Manifests manifests;
    private final RunStory runs;

    FinanceFreshness(Connections connections, Manifests manifests, RunStory runs) {
        this.connections = connections;
        this.manifests = manifests;
        this.runs = runs;
    }

    /** A connection that ended says so ahead of all others; what nobody connected, or read yet, is empty. */
    Freshness of(Wording wording) {
        List<Connection> all = connections.list().stream()
                .filter(one -> manifests.of(one).domain() == Manifest.Domain.FINANCE)
                .toList();
        return all.stream()
                .filter(one -> !one.takes() && !one.endedHere())
                .findFirst()
                .map(ended -> ConnectionWords.freshness(ended, null, wording))
                .orElseGet(() -> ConnectionWords.freshness(oldest(all), wording));
    }

    private @Nullable Instant oldest(List<Connection> all) {
        return all.stream()
                .flatMap(one -> runs.lastRead(one).stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
