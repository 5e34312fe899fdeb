package dev.mullion.audit;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** {@code verify audit}: that nobody may change a log here, and that nobody has. */
@Component
class AuditVerification implements Verification {

    private final Workspaces workspaces;
    private final GlobalSql global;
    private final LogCheck logs;

    AuditVerification(Workspaces workspaces, GlobalSql global, LogCheck logs) {
        this.workspaces = workspaces;
        this.global = global;
        this.logs = logs;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public List<Check> run() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.attempt("grants", this::grants));
        checks.add(Check.attempt("triggers", this::triggers));
        workspaces.list().stream()
                .filter(workspace -> workspace.state() != Workspace.State.ERASED)
                .forEach(workspace -> checks.add(Check.attempt("log." + workspace.slug(), () -> tried(workspace))));
        return checks;
    }

    /**
     * The run-time role may add and read; of an event that is there it may erase salt and payload, or the detail of one
     * from before the log, which triggers judge.
     */
    private Check grants() {
        List<String> beyond =
                global.sql("""
                select t.name || ' ' || lower(p.privilege)
                  from unnest(array['audit_entry', 'audit_log', 'audit_tile', 'audit_key', 'audit_checkpoint',
                                    'audit_pruned', 'audit_event', 'installation_event']) t (name)
                 cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p (privilege)
                 where has_table_privilege('mullion_app', 'mullion.' || t.name, p.privilege)
                 union all
                select 'audit_pruned insert'
                 where has_table_privilege('mullion_app', 'mullion.audit_pruned', 'INSERT')
                 union all
                select 'audit_entry update of ' || a.attname
                  from pg_attribute a
                 where a.attrelid = 'mullion.audit_entry'::regclass
                   and a.attnum > 0
                   and a.attname not in ('salt', 'payload', 'erased_by')
                   and has_column_privilege('mullion_app', a.attrelid, a.attnum, 'UPDATE')
                 union all
                select 'audit_event update of ' || a.attname
                  from pg_attribute a
                 where a.attrelid = 'mullion.audit_event'::regclass
                   and a.attnum > 0
                   and a.attname <> 'detail'
                   and has_column_privilege('mullion_app', a.attrelid, a.attnum, 'UPDATE')
                """).query((row, _) -> row.getString(1)).list();
        return Check.of("grants", beyond.isEmpty(), "the run-time role holds beyond adding and reading: " + beyond);
    }

    private Check triggers() {
        long enabled = global.sql("""
                select count(*)
                  from pg_trigger g
                  join pg_class c on c.oid = g.tgrelid and c.relnamespace = 'mullion'::regnamespace
                 where c.relname in ('audit_entry', 'audit_log', 'audit_tile', 'audit_key', 'audit_checkpoint', 'audit_pruned',
                                     'audit_event')
                   and g.tgname in ('append', 'append_only', 'not_emptied', 'vouched')
                   and g.tgenabled in ('O', 'A')
                """).query(Long.class).single();
        return Check.of("triggers", enabled == 15, enabled + " of 15 triggers keep the logs append-only");
    }

    private Check tried(Workspace workspace) {
        String name = "log." + workspace.slug();
        if (workspace.state() == Workspace.State.SUSPENDED) {
            return Check.partial(name, "not tried: the workspace is suspended, and nobody enters it, to look neither");
        }
        return Untried.or(name, () -> Optional.of(log(name, workspace))).orElseThrow();
    }

    private Check log(String name, Workspace workspace) {
        return switch (logs.run(workspace.id())) {
            case LogCheck.Found.Holds holds -> Check.ok(name, holds.toString());
            case LogCheck.Found.Broken(long index, String how) -> Check.failed(name, "event " + index + " " + how);
        };
    }
}
