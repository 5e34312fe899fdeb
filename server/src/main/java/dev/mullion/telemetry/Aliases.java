package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What members of the workspace whose door is open call its customers. An alias is shown beside a hash and is part of
 * no fact. Safe to share between threads.
 */
@Component
public class Aliases {

    /** The most of one answer. */
    public static final int MOST = 200;

    private static final Pattern WHOLE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String LEAST = "00000000-0000-0000-0000-000000000000";
    private static final String GREATEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

    private final TenantSql tenant;

    Aliases(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** The aliases of these customers; who has none is absent. */
    public Map<IdHash, String> of(Collection<? extends @Nullable IdHash> customers) {
        List<String> asked = customers.stream()
                .filter(Objects::nonNull)
                .map(customer -> customer.value().toString())
                .distinct()
                .toList();
        return asked.isEmpty()
                ? Map.of()
                : tenant.sql("""
                        select customer, text
                          from alias
                         where workspace_id = :workspace
                           and customer = any (:customers::uuid[])
                        """).param("customers", asked.toArray(String[]::new)).query(Aliases::alias).list().stream()
                        .collect(Collectors.toUnmodifiableMap(Alias::customer, Alias::text));
    }

    /**
     * All of them, by customer.
     *
     * @param after the last of the page before; null: from the start
     */
    public List<Alias> list(@Nullable IdHash after, int limit) {
        return tenant.sql("""
                select customer, text
                  from alias
                 where workspace_id = :workspace
                   and (:after::uuid is null or customer > :after::uuid)
                 order by customer
                 limit :limit::int
                """)
                .param("after", after == null ? null : after.value().toString())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(Aliases::alias)
                .list();
    }

    /** Whether an invoice, a credit or a subscription is this customer's. */
    public boolean isCustomer(IdHash customer) {
        return tenant.sql("""
                select exists (select 1
                                 from invoice i
                                where i.workspace_id = :workspace
                                  and i.direction = 'receivable'
                                  and i.counterparty = :customer)
                    or exists (select 1
                                 from credit c
                                where c.workspace_id = :workspace
                                  and c.direction = 'receivable'
                                  and c.counterparty = :customer)
                    or exists (select 1
                                 from subscription s
                                where s.workspace_id = :workspace
                                  and s.customer = :customer)
                """)
                .param("customer", customer.value())
                .query(Boolean.class)
                .single();
    }

    /**
     * The customers whose hash begins so, at most two: enough to see whether it is one.
     *
     * @param beginning of a hash, 8 characters at least
     * @throws IllegalArgumentException for what no hash begins with
     */
    public List<IdHash> customers(String beginning) {
        int length = Math.min(beginning.length(), LEAST.length());
        String first = beginning + LEAST.substring(length);
        if (length < 8 || !WHOLE.matcher(first).matches()) {
            throw new IllegalArgumentException(
                    "a customer is the hash that stands for them, or at least its first 8 characters");
        }
        return tenant.sql("""
                select i.counterparty as customer
                  from invoice i
                 where i.workspace_id = :workspace
                   and i.direction = 'receivable'
                   and i.counterparty between :first::uuid and :last::uuid
                 union
                select c.counterparty
                  from credit c
                 where c.workspace_id = :workspace
                   and c.direction = 'receivable'
                   and c.counterparty between :first::uuid and :last::uuid
                 union
                select s.customer
                  from subscription s
                 where s.workspace_id = :workspace
                   and s.customer between :first::uuid and :last::uuid
                 limit 2
                """)
                .param("first", first)
                .param("last", beginning + GREATEST.substring(length))
                .query((row, _) -> new IdHash(row.getObject("customer", UUID.class)))
                .list();
    }

    /** Calls a customer so from now on; whether they were called otherwise. */
    public boolean set(Alias alias) {
        if (alias.text().equals(of(List.of(alias.customer())).get(alias.customer()))) {
            return false;
        }
        tenant.sql("""
                insert into alias (workspace_id, customer, text)
                values (:workspace, :customer, :text)
                    on conflict (workspace_id, customer) do update
                   set text = excluded.text
                """)
                .param("customer", alias.customer().value())
                .param("text", alias.text())
                .update();
        return true;
    }

    /** Deletes what a customer is called; whether there was something. */
    public boolean remove(IdHash customer) {
        return tenant.sql("delete from alias where workspace_id = :workspace and customer = :customer")
                        .param("customer", customer.value())
                        .update()
                == 1;
    }

    private static Alias alias(ResultSet row, int number) throws SQLException {
        return new Alias(new IdHash(row.getObject("customer", UUID.class)), row.getString("text"));
    }
}
