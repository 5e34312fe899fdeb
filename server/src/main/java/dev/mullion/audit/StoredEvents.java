package dev.mullion.audit;

import dev.mullion.tenancy.TenantSql;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The rows of the log of the workspace whose door is open, in their order. */
@Component
class StoredEvents {

    /** Some megabytes at the most: what is read of a log at once. */
    static final int PAGE = 1_000;

    private final TenantSql tenant;

    StoredEvents(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** The next page from {@code from} on and before {@code to}; what is missing is not made up. */
    List<StoredEvent> page(long from, long to) {
        return tenant.sql("""
                select index, header, salt, payload, commitment, leaf
                  from audit_entry
                 where workspace_id = :workspace
                   and index >= :from
                   and index < :to
                 order by index
                 limit :page
                """)
                .param("from", from)
                .param("to", to)
                .param("page", PAGE)
                .query(StoredEvent::of)
                .list();
    }

    /** The next from {@code from} on and before {@code to}, as the tree has them. */
    List<HashedEvent> hashed(long from, long to) {
        return tenant.sql("""
                select index, header, commitment, leaf
                  from audit_entry
                 where workspace_id = :workspace
                   and index >= :from
                   and index < :to
                 order by index
                """)
                .param("from", from)
                .param("to", to)
                .query(HashedEvent::of)
                .list();
    }

    Optional<StoredEvent> find(long index) {
        return page(index, index + 1).stream().findFirst();
    }

    /** The longest that was said between two places for how many days this log is kept; more than any for ever. */
    int longestKept(long after, long before) {
        return tenant.sql("""
                select coalesce(max(case when object = 'log:forever' then 1000000
                                         when object ~ '^log:[0-9]{1,5}$' then substr(object, 5)::int
                                         else 0 end), 0)
                  from audit_entry
                 where workspace_id = :workspace
                   and verb = 'retention.changed'
                   and index > :after
                   and index < :before
                """)
                .param("after", after)
                .param("before", before)
                .query(Integer.class)
                .single();
    }

    /** The first that stands where the log has no place for one: before 0, or behind its size. */
    Optional<Long> outside() {
        return tenant.sql("""
                select min(e.index)
                  from audit_entry e
                 where e.workspace_id = :workspace
                   and (e.index < 0
                        or e.index >= coalesce((select l.size from audit_log l where l.workspace_id = :workspace), 0))
                """).query((row, _) -> row.getObject(1, Long.class)).optional();
    }

    /** Erased events that no event of the log answers for. */
    List<Long> erasedByNobody() {
        return tenant.sql("""
                select e.index
                  from audit_entry e
                  left join audit_entry by on by.workspace_id = :workspace
                                          and by.index = e.erased_by
                                          and by.verb = 'person.erased'
                                          and by.object in (e.actor, e.object)
                 where e.workspace_id = :workspace
                   and e.salt is null
                   and by.index is null
                 order by e.index
                 limit 10
                """).query((row, _) -> row.getLong("index")).list();
    }
}
