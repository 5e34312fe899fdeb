package dev.mullion.connectors;

import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Label;
import dev.mullion.tenancy.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one vendor, page by page. Every method waits for the network, so none is called inside a door; none throws for
 * anything that a vendor says. Threads may share it.
 */
public interface Puller {

    String connector();

    Manifest manifest();

    /** What people call the parts of an account, in the plural. */
    default String parts() {
        return "parts";
    }

    /** Of what it brings names, which a workspace may switch off. */
    default Set<Label.Kind> names() {
        return Set.of();
    }

    /**
     * Why a connection that was granted this is not read, in Mullion's own words; empty where it is. The judgement of
     * runs itself: nothing is asked, and nothing kept.
     *
     * @param granted levels by permission, as {@link Manifest#broader} takes them
     */
    Optional<String> refusal(Map<String, String> granted);

    /** Whether the vendor says what was granted; else it is what a try of each permission showed. */
    default boolean isToldGrants() {
        return true;
    }

    /** Whether the vendor says, with its answers, how much of its budget is left. */
    default boolean isToldBudget() {
        return true;
    }

    /** What the operator still has to set before anything can be read; empty: nothing. */
    Optional<String> missing();

    /** Looks whether the link stands, and whether it may do no more than the manifest asks. */
    Pulled<Boolean> check(Link link);

    /**
     * Tries every permission that is asked for, each by itself, and says what was granted beyond them where the vendor
     * tells. Reads nothing that is kept.
     *
     * @return a failure where nothing can be tried at all
     */
    default Pulled<List<Tried>> tried(Link link) {
        Pulled<Boolean> checked = check(link);
        return checked instanceof Pulled.Got<Boolean>
                ? new Pulled.Got<>(
                        manifest().asks().stream()
                                .map(scope -> Tried.of(scope, checked))
                                .toList(),
                        0)
                : checked.failure();
    }

    /** The parts of an account, each of which is walked by itself. */
    Pulled<Listing> list(Link link, @Nullable String next);

    /**
     * Facts that say that parts are not there any more: two whole lists, some time apart, did not show them. None where
     * a vendor's parts are never taken away.
     *
     * @param keys of these parts
     */
    default List<Fact> gone(Collection<String> keys, Instant at) {
        return List.of();
    }

    /**
     * Facts of a list, said so that they outlive what {@link #gone} said of some of its parts before.
     *
     * @param keys of these parts
     */
    default List<Fact> again(List<Fact> said, Set<String> keys, Instant at) {
        return said;
    }

    /**
     * One page of a part, in the part's order.
     *
     * @param after where the page before ended; null for the first
     */
    Pulled<Page> page(Link link, Part part, @Nullable String after);

    /**
     * The same where the vendor can be asked for what changed alone.
     *
     * @param since everything that changed before was read, and the overlap is taken off already; null: nothing was
     */
    default Pulled<Page> page(Link link, Part part, @Nullable String after, @Nullable Instant since) {
        return page(link, part, after);
    }

    /**
     * One workspace's way to one account.
     *
     * @param account the number of an App installation; 0 where a key or a consent of the connection's own says whose
     *     account it is
     */
    record Link(WorkspaceId workspace, ConnectionId connection, long account) {}

    /**
     * One part of an account.
     *
     * @param key the vendor's own id of it, by which its position is kept
     * @param handle what it is asked for with; in memory alone
     * @param changedAt orders parts, the latest first
     */
    record Part(String key, String handle, Instant changedAt, Order order) {

        /** One that is walked back to where it was read before. */
        public Part(String key, String handle, Instant changedAt) {
            this(key, handle, changedAt, new Order.ByChange());
        }

        /** The same, of which what changed before is known. */
        public Part from(Instant known) {
            return new Part(key, handle, changedAt, new Order.ByChangeFrom(known));
        }
    }

    /** In which order a part's pages come, and so how far it has to be walked. */
    sealed interface Order {

        /** What changed last comes first: the walk ends at what was read before. */
        record ByChange() implements Order {}

        /**
         * The same, of which what changed before an instant is known from other parts: a first walk ends there. Each
         * later one comes with the instant that it ends at.
         */
        record ByChangeFrom(Instant from) implements Order {}

        /**
         * Another order, or none that tells of changes: each walk goes to the end, and one is due so long after the
         * beginning of the last.
         */
        record Whole(Duration every) implements Order {}
    }

    /**
     * A page of the list of parts.
     *
     * @param total how many parts the vendor says there are
     * @param next null on the last page
     */
    record Listing(
            List<Part> parts,
            List<Fact> facts,
            int total,
            @Nullable String next) {
        public Listing {
            parts = List.copyOf(parts);
            facts = List.copyOf(facts);
        }
    }

    /**
     * A page of a part.
     *
     * @param objects how many things it holds
     * @param cut how many of these are kept without all that hangs on them
     * @param newest when the latest of them changed; null on an empty page
     * @param oldest when the earliest of them changed; null on an empty page
     * @param next null on the last page
     */
    record Page(
            List<Fact> facts,
            int objects,
            int cut,
            @Nullable Instant newest,
            @Nullable Instant oldest,
            @Nullable String next) {
        public Page {
            facts = List.copyOf(facts);
        }
    }
}
