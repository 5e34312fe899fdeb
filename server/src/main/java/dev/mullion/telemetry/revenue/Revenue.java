package dev.mullion.telemetry.revenue;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Subscription.Pause;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.SubscriptionVersion;
import dev.mullion.telemetry.Subscriptions;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Mrr.Sum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Monthly recurring revenue of the workspace whose door is open, as {@link MrrDefinition#FIRST} defines it. Reads all
 * subscriptions of the moment, a thousand at a time. Safe to share between threads.
 */
@Component
public final class Revenue {

    private static final int BLOCK = 200;

    private final Subscriptions subscriptions;

    public Revenue(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * One subscription at a moment.
     *
     * @param moment in which sum it is
     * @param list a month without discounts, by currency; rounded to be shown, not to be added up
     * @param net a month with the discounts that last
     */
    public record Entry(
            SubscriptionVersion version, Standing moment, List<Money> list, List<Money> net, Set<Remark> remarks) {
        public Entry {
            list = List.copyOf(list);
            net = List.copyOf(net);
            remarks = Set.copyOf(remarks);
        }
    }

    /** In which sum a subscription is. */
    public enum Standing {
        COUNTED,
        TRIAL,
        PAUSED,
        NOT_COUNTED
    }

    public Mrr mrr(Instant at, boolean live) {
        Tally tally = new Tally();
        each(at, live, version -> tally.add(version, at));
        return tally.mrr(at, live);
    }

    /** From one moment to a later one. */
    public Bridge bridge(Instant from, Instant until, boolean live) {
        Bridging bridging = bridging(from, until, live);
        Bridge.Part largest = bridging.movements(Bridge.Which.ALL, 0, Bridge.MOST);
        return new Bridge(MrrDefinition.FIRST, from, until, live, bridging.spans(), largest.movements(), largest.all());
    }

    /**
     * The movements behind a bridge.
     *
     * @param skipped how many the pages before had
     * @param limit at most {@link Bridge#MOST}
     */
    public Bridge.Part movements(
            Instant from, Instant until, boolean live, Bridge.Which which, long skipped, int limit) {
        return bridging(from, until, live).movements(which, skipped, Math.clamp(limit, 1, Bridge.MOST));
    }

    private Bridging bridging(Instant from, Instant until, boolean live) {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a bridge ends after its start, was " + from + " until " + until);
        }
        Bridging bridging = new Bridging();
        each(from, live, version -> bridging.start(version, from));
        each(until, live, version -> bridging.end(version, until));
        List<IdHash> newcomers = List.copyOf(bridging.newcomers());
        for (int first = 0; first < newcomers.size(); first += BLOCK) {
            List<IdHash> some = newcomers.subList(first, Math.min(first + BLOCK, newcomers.size()));
            subscriptions.before(from, live, some).forEach(version -> bridging.past(version, from));
        }
        return bridging;
    }

    /**
     * Which subscriptions.
     *
     * @param currency only those that are worth something in this one; null: of each
     * @param standing only those in this sum; null: in any, or none
     */
    public record Which(
            @Nullable CurrencyCode currency, @Nullable Standing standing) {

        /** Every one. */
        public static final Which ALL = new Which(null, null);

        private boolean includes(Entry entry) {
            return (standing == null || entry.moment() == standing)
                    && (currency == null
                            || entry.list().stream()
                                    .anyMatch(amount -> amount.currency().equals(currency)));
        }
    }

    /**
     * The subscriptions of a moment, by id. What a subscription is worth is computed here and not in the database, so
     * that those of one sum are looked for among all: as many are read as for that sum itself, at most.
     *
     * @param after where the page before ended; null for the first
     * @param limit at most {@link Subscriptions#MOST}
     */
    public List<Entry> subscriptions(Instant at, boolean live, Which which, @Nullable SubscriptionId after, int limit) {
        int most = Math.clamp(limit, 1, Subscriptions.MOST);
        int block = which.equals(Which.ALL) ? most : Subscriptions.MOST;
        List<Entry> found = new ArrayList<>();
        SubscriptionId from = after;
        List<SubscriptionVersion> read;
        do {
            read = subscriptions.at(at, live, from, block);
            read.stream()
                    .map(version -> entry(version, at))
                    .filter(which::includes)
                    .forEach(found::add);
            from = read.isEmpty() ? from : read.getLast().said().id();
        } while (found.size() < most && read.size() == block);
        return List.copyOf(found.subList(0, Math.min(most, found.size())));
    }

    /** What a customer has at a moment, by the start of what holds. */
    public List<Entry> of(IdHash customer, Instant at, boolean live) {
        return subscriptions.before(at, live, List.of(customer)).stream()
                .filter(version -> version.until() == null || version.until().isAfter(at))
                .map(version -> entry(version, at))
                .toList();
    }

    /** One with all its versions, the oldest first, each as it stood when it began; empty: there is no such. */
    public List<Entry> history(SubscriptionId id) {
        return subscriptions.history(id).stream()
                .map(version ->
                        entry(version, version.seenFirst() ? version.said().asOf() : version.since()))
                .toList();
    }

    private static Entry entry(SubscriptionVersion version, Instant at) {
        Valued valued = Valued.of(version.said(), at);
        Standing standing = switch (Moment.of(version, at)) {
            case COUNTED -> Standing.COUNTED;
            case TRIAL -> Standing.TRIAL;
            case PAUSED -> Standing.PAUSED;
            case OUT -> Standing.NOT_COUNTED;
        };
        return new Entry(version, standing, shown(valued.list()), shown(valued.net()), valued.remarks());
    }

    private static List<Money> shown(Map<CurrencyCode, Fraction> exact) {
        return exact.entrySet().stream()
                .map(one -> Sums.rounded(one.getValue(), one.getKey()))
                .toList();
    }

    private void each(Instant at, boolean live, Consumer<SubscriptionVersion> use) {
        SubscriptionId after = null;
        List<SubscriptionVersion> block;
        do {
            block = subscriptions.at(at, live, after, Subscriptions.MOST);
            block.forEach(use);
            after = block.isEmpty() ? null : block.getLast().said().id();
        } while (block.size() == Subscriptions.MOST);
    }

    /** The sums of one moment. */
    private static final class Tally {

        private final Sums list = new Sums();
        private final Sums net = new Sums();
        private final Sums trial = new Sums();
        private final Sums paused = new Sums();
        private final Sums scheduledChurn = new Sums();
        private final Map<Remark, Long> remarks = new EnumMap<>(Remark.class);
        private final Map<CurrencyCode, Long> inCurrency = new TreeMap<>();
        private final Set<Object> customers = new HashSet<>();
        private long counted;

        void add(SubscriptionVersion version, Instant at) {
            Moment moment = Moment.of(version, at);
            if (moment == Moment.OUT) {
                return;
            }
            Valued valued = Valued.of(version.said(), at);
            switch (moment) {
                case COUNTED -> count(version, valued, at);
                case TRIAL -> trial.add(valued.net());
                case PAUSED -> paused.add(valued.net());
                case OUT -> {}
            }
            valued.remarks().forEach(one -> remarks.merge(one, 1L, Long::sum));
        }

        private void count(SubscriptionVersion version, Valued valued, Instant at) {
            list.add(valued.list());
            net.add(valued.net());
            valued.net().keySet().forEach(one -> inCurrency.merge(one, 1L, Long::sum));
            if (isEnding(version, at)) {
                scheduledChurn.add(valued.net());
            }
            if (version.said().standing().pause() == Pause.KEEP_AS_DRAFT) {
                remarks.merge(Remark.DRAFT_INVOICES, 1L, Long::sum);
            }
            IdHash customer = version.said().customer();
            customers.add(customer == null ? version.said().id() : customer);
            counted++;
        }

        private static boolean isEnding(SubscriptionVersion version, Instant at) {
            Instant cancelAt = version.said().times().cancelAt();
            return version.said().standing().cancelsAtPeriodEnd() || (cancelAt != null && cancelAt.isAfter(at));
        }

        Mrr mrr(Instant at, boolean live) {
            Set<CurrencyCode> currencies = new TreeSet<>(list.currencies());
            currencies.addAll(trial.currencies());
            currencies.addAll(paused.currencies());
            List<Sum> sums = currencies.stream()
                    .map(one -> new Sum(
                            inCurrency.getOrDefault(one, 0L),
                            list.of(one),
                            net.of(one),
                            trial.of(one),
                            paused.of(one),
                            scheduledChurn.of(one)))
                    .toList();
            return new Mrr(MrrDefinition.FIRST, at, live, counted, customers.size(), sums, new TreeMap<>(remarks));
        }
    }
}
