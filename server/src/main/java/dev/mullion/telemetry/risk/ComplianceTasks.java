package dev.mullion.telemetry.risk;

import dev.mullion.telemetry.ComplianceTask;
import dev.mullion.telemetry.ComplianceTask.Severity;
import dev.mullion.telemetry.ComplianceTask.State;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of compliance that were imported. Safe to share between threads. */
@Component
public class ComplianceTasks {

    /** The most tasks of one answer. */
    public static final int MOST = 200;

    private final TenantSql tenant;

    ComplianceTasks(TenantSql tenant) {
        this.tenant = tenant;
    }

    /**
     * Of which tasks; an empty set: of all.
     *
     * @param dueBefore only those that were due before this day; null: whenever they are due
     */
    public record Filter(
            Set<State> states,
            Set<Severity> severities,
            @Nullable LocalDate dueBefore) {

        public Filter(Set<State> states, Set<Severity> severities) {
            this(states, severities, null);
        }

        public Filter {
            states = Set.copyOf(states);
            severities = Set.copyOf(severities);
        }
    }

    /** What is still to be done of one severity, and how much of it is past its day. */
    public record Count(Severity severity, long undone, long late) {}

    /** One for each severity that any task has, done or not; the least first. Empty where nothing was imported. */
    public List<Count> counts(LocalDate today) {
        return tenant
                .sql("""
                select t.severity, count(*) filter (where t.state in ('open', 'in_progress')) as undone,
                       count(*) filter (where t.state in ('open', 'in_progress') and t.due_on < :today::date) as late
                  from compliance_task t
                 where t.workspace_id = :workspace
                 group by t.severity
                """)
                .param("today", today.toString())
                .query((row, _) -> new Count(
                        Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                        row.getLong("undone"),
                        row.getLong("late")))
                .list()
                .stream()
                .sorted(Comparator.comparing(Count::severity))
                .toList();
    }

    /**
     * Those that are due first come first, those without a day last.
     *
     * @param after the last of the page before; null: from the start
     */
    public List<ComplianceTask> list(Filter filter, @Nullable ComplianceTask after, int limit) {
        return tenant.sql("""
                select t.source, t.id, t.severity, t.state, t.due_on, t.as_of
                  from compliance_task t
                 where t.workspace_id = :workspace
                   and (cardinality(:states::text[]) = 0 or t.state = any (:states::text[]))
                   and (cardinality(:severities::text[]) = 0 or t.severity = any (:severities::text[]))
                   and (:before::date is null or t.due_on < :before::date)
                   and (:source::text is null
                        or (coalesce(t.due_on, 'infinity'::date), t.source, t.id)
                           > (coalesce(:due::date, 'infinity'::date), :source::text, :id::text))
                 order by coalesce(t.due_on, 'infinity'::date), t.source, t.id
                 limit :limit::int
                """)
                .param("states", words(filter.states()))
                .param("severities", words(filter.severities()))
                .param(
                        "before",
                        filter.dueBefore() == null ? null : filter.dueBefore().toString())
                .param("source", after == null ? null : after.id().source())
                .param("id", after == null ? null : after.id().task())
                .param("due", after == null || after.dueOn() == null ? null : String.valueOf(after.dueOn()))
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(ComplianceTasks::task)
                .list();
    }

    private static String[] words(Collection<? extends Enum<?>> constants) {
        return constants.stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    private static ComplianceTask task(ResultSet row, int number) throws SQLException {
        return new ComplianceTask(
                new ComplianceTask.Id(row.getString("source"), row.getString("id")),
                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("due_on", LocalDate.class),
                row.getTimestamp("as_of").toInstant());
    }
}
