package dev.mullion.ingest.sync;

import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vendor that a check plays: it lists one thing, and answers every question behind the list with what it is made
 * with. Nothing is asked of anybody.
 *
 * @param answer to the first page
 */
record PlayedVendor(String connector, Manifest manifest, Pulled<Puller.Page> answer) implements Puller {

    /** The one fact that it tells of. */
    static final RepositoryId THING = new RepositoryId(1);

    private static final Instant SAID = Instant.EPOCH;

    @Override
    public Optional<String> refusal(Map<String, String> granted) {
        return Optional.empty();
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Pulled<Boolean> check(Link link) {
        return new Pulled.Got<>(true, 0);
    }

    @Override
    public Pulled<Listing> list(Link link, @Nullable String next) {
        Repository thing = new Repository(THING, true, null, null, null, null, null, null, null, SAID);
        return new Pulled.Got<>(new Listing(List.of(new Part("played", "played", SAID)), List.of(thing), 1, null), 0);
    }

    @Override
    public Pulled<Page> page(Link link, Part part, @Nullable String after) {
        return answer;
    }
}
