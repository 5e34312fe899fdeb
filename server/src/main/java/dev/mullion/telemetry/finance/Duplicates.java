package dev.mullion.telemetry.finance;

import dev.mullion.telemetry.finance.Duplicate.Bought;
import dev.mullion.telemetry.finance.Duplicate.Reason;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.vendors.Vendor;
import dev.mullion.telemetry.vendors.VendorCatalogue;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what is bought twice, by {@link FinanceMetric#DUPLICATES}. Safe to share between threads. */
@Component
public class Duplicates {

    /** How many months back a bill may be. */
    public static final int MONTHS = 3;

    /** The most businesses of one group, as the table has it. */
    private static final int MOST = 30;

    /** Of the other categories a company rightly buys several. */
    private static final Set<String> ONE_IS_ENOUGH = Set.of(
            "project management",
            "office suite",
            "messaging and meetings",
            "customer support",
            "customer relations",
            "hiring",
            "incident response",
            "monitoring",
            "compliance");

    private static final VendorCatalogue CATALOGUE = VendorCatalogue.shipped();

    private final TenantSql tenant;
    private final Clock clock;

    Duplicates(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /** What one business was paid under one name in one currency. */
    private record Line(Vendor vendor, @Nullable String name, Money sum, LocalDate last) {}

    /** What a group is known by. */
    private record Key(String reason, List<String> vendors) {
        private Key {
            vendors = List.copyOf(vendors);
        }
    }

    /** Those of the last months; what was dismissed comes last. */
    public List<Duplicate> find() {
        Map<String, List<Line>> byVendor = lines().stream()
                .collect(Collectors.groupingBy(line -> line.vendor().id(), TreeMap::new, Collectors.toList()));
        List<Bought> all = byVendor.values().stream().map(Duplicates::bought).toList();
        Set<Key> dismissed = dismissed();
        return Stream.concat(sameJob(all), twoNames(all))
                .map(found -> dismissed.contains(new Key(found.reason().word(), found.vendors()))
                        ? new Duplicate(found.reason(), found.category(), found.bought(), true)
                        : found)
                .sorted(Comparator.comparing(Duplicate::dismissed))
                .toList();
    }

    /** The first day of which a bill is looked at. */
    public LocalDate since() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC)).minusMonths(MONTHS);
    }

    private static Stream<Duplicate> sameJob(List<Bought> all) {
        return all.stream()
                .filter(one -> ONE_IS_ENOUGH.contains(one.vendor().category()))
                .collect(Collectors.groupingBy(one -> one.vendor().category(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .filter(group -> group.getValue().size() > 1)
                .map(group -> new Duplicate(
                        Reason.SAME_JOB,
                        group.getKey(),
                        group.getValue().stream()
                                .sorted(Comparator.comparing(one -> one.vendor().name()))
                                .limit(MOST)
                                .toList(),
                        false));
    }

    private static Stream<Duplicate> twoNames(List<Bought> all) {
        return all.stream()
                .filter(one -> one.names() > 1)
                .map(one -> new Duplicate(Reason.TWO_NAMES, one.vendor().category(), List.of(one), false));
    }

    private static Bought bought(List<Line> lines) {
        Map<CurrencyCode, Money> sums = new TreeMap<>();
        Set<String> names = new HashSet<>();
        for (Line line : lines) {
            sums.merge(line.sum().currency(), line.sum(), Money::plus);
            if (line.name() != null) {
                names.add(line.name());
            }
        }
        return new Bought(
                lines.getFirst().vendor(),
                names.size(),
                new ArrayList<>(sums.values()),
                lines.stream().map(Line::last).max(Comparator.naturalOrder()).orElseThrow());
    }

    private List<Line> lines() {
        return tenant.sql("""
                select vendor, counterparty::text as name, currency, sum(total)::bigint as amount, max(issued_on) as last
                  from invoice
                 where workspace_id = :workspace
                   and direction = 'payable'
                   and state in ('open', 'paid')
                   and vendor is not null
                   and issued_on >= :from::date
                 group by vendor, counterparty, currency
                 order by vendor, counterparty, currency
                """)
                .param("from", since().toString())
                .query(Duplicates::line)
                .list();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        String id = row.getString("vendor");
        return new Line(
                CATALOGUE.byId(id).orElseGet(() -> new Vendor(id, id, "", "unknown")),
                row.getString("name"),
                new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))),
                row.getObject("last", LocalDate.class));
    }

    private Set<Key> dismissed() {
        return tenant.sql("select reason, vendors from duplicate_dismissal where workspace_id = :workspace limit 1000")
                .query((row, _) -> new Key(row.getString("reason"), List.of((String[])
                        row.getArray("vendors").getArray())))
                .set();
    }

    /**
     * Somebody says that these are no duplicate. It holds until another business joins them.
     *
     * @return whether it was not said before
     * @throws IllegalArgumentException where no such group is found just now
     */
    public boolean dismiss(Reason reason, Collection<String> vendors) {
        Key key = known(reason, vendors);
        return tenant.sql("""
                insert into duplicate_dismissal (workspace_id, reason, vendors, dismissed_at)
                values (:workspace, :reason, :vendors, :now)
                on conflict (workspace_id, reason, vendors) do nothing
                """)
                        .param("reason", key.reason())
                        .param("vendors", key.vendors().toArray(String[]::new))
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** Takes back that they are no duplicate; whether that was said. */
    public boolean ask(Reason reason, Collection<String> vendors) {
        return tenant.sql("""
                delete from duplicate_dismissal
                 where workspace_id = :workspace
                   and reason = :reason
                   and vendors = :vendors::text[]
                """)
                        .param("reason", reason.word())
                        .param("vendors", vendors.stream().sorted().toArray(String[]::new))
                        .update()
                == 1;
    }

    private Key known(Reason reason, Collection<String> vendors) {
        List<String> sorted = vendors.stream().sorted().toList();
        if (find().stream()
                .noneMatch(each -> each.reason() == reason && each.vendors().equals(sorted))) {
            throw new IllegalArgumentException("the books of the last months show no such group");
        }
        return new Key(reason.word(), sorted);
    }
}
