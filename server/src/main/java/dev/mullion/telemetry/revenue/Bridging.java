package dev.mullion.telemetry.revenue;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Subscription;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.SubscriptionVersion;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge.Kind;
import dev.mullion.telemetry.revenue.Bridge.Movement;
import dev.mullion.telemetry.revenue.Bridge.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts two moments side by side, customer by customer. For one thread. */
final class Bridging {

    private static final int MOST_SUBSCRIPTIONS = 20;

    private final SortedMap<Key, Account> accounts = new TreeMap<>();

    /** A customer, or a subscription without one, in one currency. */
    record Key(String who, CurrencyCode currency) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::currency).thenComparing(Key::who);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Account {
        private final @Nullable IdHash customer;
        private final TreeSet<SubscriptionId> subscriptions = new TreeSet<>();
        private Fraction before = Fraction.ZERO;
        private Fraction after = Fraction.ZERO;
        private boolean isKnown;

        Account(@Nullable IdHash customer) {
            this.customer = customer;
        }

        @Nullable Kind kind() {
            if (!before.isPositive()) {
                return after.isPositive() ? (isKnown ? Kind.REACTIVATION : Kind.NEW) : null;
            }
            if (!after.isPositive()) {
                return Kind.CHURN;
            }
            int order = after.compareTo(before);
            return order == 0 ? null : order > 0 ? Kind.EXPANSION : Kind.CONTRACTION;
        }
    }

    void start(SubscriptionVersion version, Instant at) {
        counted(version, at).forEach((account, amount) -> account.before = account.before.plus(amount));
    }

    void end(SubscriptionVersion version, Instant at) {
        counted(version, at).forEach((account, amount) -> account.after = account.after.plus(amount));
    }

    /** Those of whom it has to be known whether they paid before. */
    Set<IdHash> newcomers() {
        Set<IdHash> found = new TreeSet<>(Comparator.comparing(IdHash::value));
        accounts.values().stream()
                .filter(account -> account.kind() == Kind.NEW && account.customer != null)
                .forEach(account -> found.add(Objects.requireNonNull(account.customer)));
        return found;
    }

    /** Something from before the start: whoever paid for it is not new. */
    void past(SubscriptionVersion version, Instant from) {
        Instant paid = firstPayment(version.said());
        Instant at = paid.isBefore(version.since()) ? version.since() : paid;
        if (at.isBefore(from) && Moment.of(version, at) == Moment.COUNTED) {
            Valued.of(version.said(), at).net().forEach((currency, amount) -> {
                Account account = accounts.get(key(version.said(), currency));
                if (account != null && amount.isPositive()) {
                    account.isKnown = true;
                }
            });
        }
    }

    private static Instant firstPayment(Subscription said) {
        Instant trialEnd = said.times().trialEnd();
        return trialEnd == null ? said.times().startedAt() : trialEnd;
    }

    private Map<Account, Fraction> counted(SubscriptionVersion version, Instant at) {
        if (Moment.of(version, at) != Moment.COUNTED) {
            return Map.of();
        }
        Map<Account, Fraction> found = new HashMap<>();
        Valued.of(version.said(), at).net().forEach((currency, amount) -> {
            Account account = accounts.computeIfAbsent(
                    key(version.said(), currency),
                    _ -> new Account(version.said().customer()));
            account.subscriptions.add(version.said().id());
            found.put(account, amount);
        });
        return found;
    }

    private static Key key(Subscription said, CurrencyCode currency) {
        IdHash customer = said.customer();
        return new Key(customer == null ? said.id().value() : customer.value().toString(), currency);
    }

    List<Span> spans() {
        return accounts.keySet().stream()
                .map(Key::currency)
                .distinct()
                .map(this::span)
                .toList();
    }

    private Span span(CurrencyCode currency) {
        Fraction start = Fraction.ZERO;
        Fraction end = Fraction.ZERO;
        Map<Kind, Fraction> moved = new EnumMap<>(Kind.class);
        for (Map.Entry<Key, Account> entry : accounts.entrySet()) {
            if (entry.getKey().currency().equals(currency)) {
                Account account = entry.getValue();
                start = start.plus(account.before);
                end = end.plus(account.after);
                Kind kind = account.kind();
                if (kind != null) {
                    moved.merge(kind, account.after.minus(account.before), Fraction::plus);
                }
            }
        }
        Money first = Sums.rounded(start, currency);
        Money last = Sums.rounded(end, currency);
        Money rounding = last.minus(first);
        Map<Kind, Money> rounded = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Money one = Sums.rounded(moved.getOrDefault(kind, Fraction.ZERO), currency);
            rounded.put(kind, one);
            rounding = rounding.minus(one);
        }
        return new Span(
                currency,
                first,
                of(rounded, Kind.NEW),
                of(rounded, Kind.REACTIVATION),
                of(rounded, Kind.EXPANSION),
                of(rounded, Kind.CONTRACTION),
                of(rounded, Kind.CHURN),
                rounding,
                last);
    }

    private static Money of(Map<Kind, Money> rounded, Kind kind) {
        return Objects.requireNonNull(rounded.get(kind));
    }

    /** The largest first, whichever way they go; those of one size in the order of who they are of. */
    Bridge.Part movements(Bridge.Which which, long skipped, int most) {
        List<Movement> found = accounts.entrySet().stream()
                .filter(entry ->
                        which.currency() == null || entry.getKey().currency().equals(which.currency()))
                .flatMap(entry -> movement(entry.getKey().currency(), entry.getValue()))
                .filter(movement -> which.kind() == null || movement.kind() == which.kind())
                .sorted(Comparator.comparing(Bridging::size).reversed())
                .toList();
        return new Bridge.Part(found.stream().skip(skipped).limit(most).toList(), found.size());
    }

    private static Stream<Movement> movement(CurrencyCode currency, Account account) {
        Kind kind = account.kind();
        return kind == null
                ? Stream.empty()
                : Stream.of(new Movement(
                        kind,
                        account.customer,
                        Sums.rounded(account.before, currency),
                        Sums.rounded(account.after, currency),
                        account.subscriptions.stream().limit(MOST_SUBSCRIPTIONS).toList()));
    }

    private static BigDecimal size(Movement movement) {
        return movement.after().minus(movement.before()).amount().abs();
    }
}
