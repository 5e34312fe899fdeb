package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tasks of compliance. */
final class ComplianceTaskTable implements Table<ComplianceTask.Id, ComplianceTaskTable.TaskRow> {

    private final TenantSql tenant;

    ComplianceTaskTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** Each statement is whole, so the later one replaces the earlier one; of one instant the more final. */
    record TaskRow(ComplianceTask said) implements Row<TaskRow> {

        private static final Comparator<ComplianceTask> LATER = Comparator.comparing(ComplianceTask::asOf)
                .thenComparing(ComplianceTask::state)
                .thenComparing(ComplianceTask::toString);

        ComplianceTask.Id id() {
            return said.id();
        }

        @Override
        public TaskRow and(TaskRow other) {
            return LATER.compare(said, other.said) >= 0 ? this : other;
        }

        @Override
        public int bytesKept() {
            return said.bytesKept();
        }
    }

    @Override
    public Map<ComplianceTask.Id, TaskRow> find(Collection<ComplianceTask.Id> keys) {
        return tenant
                .sql("""
                select t.source, t.id, t.severity, t.state, t.due_on, t.as_of
                  from compliance_task t
                  join unnest(:sources::text[], :ids::text[]) g (source, id) on g.source = t.source and g.id = t.id
                 where t.workspace_id = :workspace
                """)
                .param("sources", texts(keys, ComplianceTask.Id::source))
                .param("ids", texts(keys, ComplianceTask.Id::task))
                .query((row, _) -> new TaskRow(task(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(TaskRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<TaskRow> rows) {
        tenant.sql("""
                insert into compliance_task (workspace_id, source, id, severity, state, due_on, as_of)
                select :workspace, g.*
                  from unnest(:sources::text[], :ids::text[], :severities::text[], :states::text[], :dueOn::date[],
                              :asOf::timestamptz[]) g
                    on conflict (workspace_id, source, id) do update
                   set severity = excluded.severity, state = excluded.state, due_on = excluded.due_on, as_of = excluded.as_of
                """)
                .param("sources", texts(rows, row -> row.id().source()))
                .param("ids", texts(rows, row -> row.id().task()))
                .param("severities", texts(rows, row -> row.said().severity()))
                .param("states", texts(rows, row -> row.said().state()))
                .param("dueOn", texts(rows, row -> row.said().dueOn()))
                .param("asOf", texts(rows, row -> row.said().asOf()))
                .update();
    }

    private static ComplianceTask task(ResultSet row) throws SQLException {
        return new ComplianceTask(
                new ComplianceTask.Id(row.getString("source"), row.getString("id")),
                Columns.constant(ComplianceTask.Severity.class, row, "severity"),
                Columns.constant(ComplianceTask.State.class, row, "state"),
                row.getObject("due_on", LocalDate.class),
                Columns.at(row, "as_of"));
    }
}
