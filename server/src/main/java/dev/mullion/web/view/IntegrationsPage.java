package dev.mullion.web.view;

import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.StateWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The vendors Mullion can read, connected or not.
 *
 * @param href address of the part that is fetched again when something changed, answered with the template
 *     {@code refresh}
 * @param empty set while nothing is connected
 * @param refused keys that were pasted and that the vendor refused, of which nothing is left
 * @param choices consents that open several accounts, of which somebody has to say which are connected
 */
public record IntegrationsPage(
        Frame frame,
        String href,
        List<Tile> tiles,
        @Nullable EmptyState empty,
        List<Refusal> refused,
        List<Link> choices) {

    public IntegrationsPage {
        tiles = List.copyOf(tiles);
        refused = List.copyOf(refused);
        choices = List.copyOf(choices);
    }

    /** The tiles of each domain, in the order of the first of each. */
    public SequencedMap<Place, List<Tile>> byDomain() {
        return tiles.stream()
                .collect(Collectors.groupingBy(Tile::domain, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    }

    /** One where nobody has to choose. */
    public IntegrationsPage(Frame frame, String href, List<Tile> tiles, @Nullable EmptyState empty) {
        this(frame, href, tiles, empty, List.of(), List.of());
    }

    /**
     * Keys of a vendor that did not work.
     *
     * @param keys how many they are
     * @param at when the last one was refused
     * @param said why that was, without the point at the end
     * @param again where another one is pasted
     */
    public record Refusal(String vendor, int keys, Moment at, String said, Link again) {}

    /**
     * One vendor.
     *
     * @param reads what it is for, in one sentence
     * @param connection null where it is not connected
     * @param arrives why it cannot be connected yet; null where it can
     * @param connect where it can be, for who may; else null
     */
    public record Tile(
            String name,
            Place domain,
            String reads,
            @Nullable Connected connection,
            @Nullable String arrives,
            @Nullable Link connect) {

        /** One that is connected, or cannot be yet. */
        public Tile(String name, Place domain, String reads, @Nullable Connected connection, @Nullable String arrives) {
            this(name, domain, reads, connection, arrives, null);
        }
    }

    /**
     * One that is connected.
     *
     * @param lastRun of one that is read and not sent to; null where its deliveries say more
     * @param upkeep null for one that is only sent to, or that was ended
     */
    public record Connected(
            String label,
            String href,
            StateWord state,
            Freshness freshness,
            Deliveries deliveries,
            @Nullable LastRun lastRun,
            @Nullable Upkeep upkeep) {}

    /** What the last run came to. */
    public record LastRun(StateWord state, String objects, String changed, String coverage, Receipt receipt) {}
}
