package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.Puller.Listing;
import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.connectors.github.GitHubProjection;
import dev.mullion.keys.IdHasher;
import dev.mullion.keys.KeyRing;
import dev.mullion.sandbox.body.Bodies;
import dev.mullion.sandbox.world.Event;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Facts;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One history, told by deliveries and by reads at several moments of it. */
class MixedHistoryTest {

    private static final int PERMUTATIONS = Boolean.getBoolean("mullion.long") ? 1_000 : 20;
    private static final long SEED = 20_261_122;
    private static final int READS = 4;

    private final ReadGitHub link = ReadGitHub.connected();

    @Test
    @Attack({"reliability-15", "reliability-16", "reliability-17"})
    void comesToOneStateInEveryOrderAndEveryGrouping() {
        List<List<Fact>> told = new ArrayList<>(delivered());
        assertThat(told).hasSizeGreaterThan(20);
        told.addAll(read());
        List<String> expected = stored(told);

        Random random = new Random(SEED);
        for (int permutation = 0; permutation < PERMUTATIONS; permutation++) {
            List<List<Fact>> shuffled = new ArrayList<>(told);
            for (int repeated = random.nextInt(10); repeated > 0; repeated--) {
                shuffled.add(told.get(random.nextInt(told.size())));
            }
            Collections.shuffle(shuffled, random);
            assertThat(stored(grouped(shuffled, random)))
                    .as("permutation %d of seed %d", permutation, SEED)
                    .isEqualTo(expected);
        }
    }

    /** The quietest repository's: what counts is the mixture, not the length. */
    private static List<Event> events() {
        return ReadGitHub.WORLD.since(ReadGitHub.WORLD.start()).stream()
                .collect(Collectors.groupingBy(Event::repository))
                .values()
                .stream()
                .filter(events -> events.size() > 20)
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    private List<List<Fact>> delivered() {
        GitHubProjection projection = ReadGitHub.bean(GitHubProjection.class);
        IdHasher hasher =
                ReadGitHub.bean(KeyRing.class).idHasher(link.workspace.id().value());
        Bodies bodies = new Bodies(ReadGitHub.WORLD.company(), OptionalLong.of(link.installation));
        List<List<Fact>> told = new ArrayList<>();
        for (Event event : events()) {
            var body = new ByteArrayOutputStream();
            bodies.write(event, body);
            if (projection.project(event.name(), body.toByteArray(), body.size(), hasher)
                    instanceof Projected.Kept kept) {
                told.add(kept.facts());
            }
        }
        return told;
    }

    private List<List<Fact>> read() {
        Puller puller = ReadGitHub.server().context().getBeansOfType(Puller.class).values().stream()
                .filter(one -> one.connector().equals("github"))
                .findFirst()
                .orElseThrow();
        var at = new Link(link.workspace.id(), link.id, link.installation);
        String repository = Long.toString(events().getFirst().repository().id());
        List<List<Fact>> told = new ArrayList<>();
        ReadGitHub.vendor().pageSize(5);
        for (int read = 0; read < READS; read++) {
            ReadGitHub.vendor().show(ReadGitHub.ANCHOR.minus(Duration.ofDays(3L * read)));
            Listing listing = got(puller.list(at, null));
            told.add(listing.facts());
            listing.parts().stream()
                    .filter(part -> part.key().equals(repository))
                    .forEach(part -> told.addAll(pages(puller, at, part)));
        }
        return told;
    }

    private static List<List<Fact>> pages(Puller puller, Link link, Part part) {
        List<List<Fact>> told = new ArrayList<>();
        String next = null;
        do {
            Page page = got(puller.page(link, part, next));
            told.add(page.facts());
            next = page.next();
        } while (next != null);
        return told;
    }

    private static <T> T got(Pulled<T> pulled) {
        return ((Pulled.Got<T>) pulled).value();
    }

    /** Between one and thirty of them in each transaction. */
    private static List<List<Fact>> grouped(List<List<Fact>> told, Random random) {
        List<List<Fact>> calls = new ArrayList<>();
        for (int from = 0; from < told.size(); ) {
            int until = Math.min(told.size(), from + 1 + random.nextInt(30));
            calls.add(told.subList(from, until).stream().flatMap(List::stream).toList());
            from = until;
        }
        return calls;
    }

    private static List<String> stored(List<List<Fact>> calls) {
        WorkspaceId workspace = ReadGitHub.server().newWorkspace().id();
        for (List<Fact> facts : calls) {
            ReadGitHub.bean(Workspaces.class)
                    .within(workspace, () -> ReadGitHub.bean(Facts.class).save(facts));
        }
        return ReadGitHub.stateOf(workspace);
    }
}
