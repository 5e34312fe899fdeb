package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tries to change what was recorded, as the role that the server has. Whatever is tried ends in an error, and so with
 * nothing changed, even if the database let it.
 */
@Component
class AppendOnly {

    /** Each with what must never be another, once it is written. */
    private static final List<Recorded> TABLES = List.of(
            new Recorded("installation_event", "detail"),
            new Recorded("audit_event", "subject"),
            new Recorded("audit_entry", "header"),
            new Recorded("audit_entry", "leaf"),
            new Recorded("audit_log", ""),
            new Recorded("audit_tile", "root"),
            new Recorded("audit_key", "public_key"),
            new Recorded("audit_checkpoint", "note"),
            new Recorded("audit_pruned", "hashes"));

    private static final String LET = "mullion: this was let through";

    /**
     * @param column empty where a new event changes the row, so that only a try on a row tells: see {@link OwnRecord}
     */
    private record Recorded(String table, String column) {

        String name() {
            return "audit." + table + (column.isEmpty() ? "" : "." + column);
        }

        Stream<String> changes() {
            String update = "update mullion." + table + " set " + column + " = " + column + " where false";
            return Stream.concat(
                    column.isEmpty() ? Stream.of() : Stream.of(update),
                    Stream.of(
                            "delete from mullion." + table + " where false",
                            "merge into mullion." + table + " t using (select 1) s on false when matched then delete",
                            "truncate mullion." + table));
        }
    }

    private final GlobalSql global;
    private final OwnRecord own;
    private final CanaryPeople canaries;

    AppendOnly(GlobalSql global, OwnRecord own, CanaryPeople canaries) {
        this.global = global;
        this.own = own;
        this.canaries = canaries;
    }

    List<Check> run() {
        List<Check> checks = new ArrayList<>();
        for (Recorded recorded : TABLES) {
            checks.add(Check.attempt(recorded.name(), () -> changes(recorded)));
        }
        WorkspaceId canary = canaries.home().id();
        checks.addAll(own.run(canary));
        checks.add(Check.attempt("audit.around", this::around));
        checks.add(Check.attempt("audit.triggers", this::triggers));
        return checks;
    }

    private Check changes(Recorded recorded) {
        List<String> let =
                recorded.changes().filter(change -> !isRefused(change)).toList();
        boolean reads = global.sql("select count(*) = 0 from mullion." + recorded.table() + " where false")
                .query(Boolean.class)
                .single();
        return Check.of(
                recorded.name(),
                let.isEmpty() && reads,
                let.isEmpty()
                        ? (recorded.column().isEmpty() ? "" : "update, ") + "delete, merge and truncate were refused"
                        : "not refused: " + let);
    }

    /** The triggers refuse the owner as well, so these are who could go around them, and how. */
    private Check around() {
        List<String> let = Stream.of(
                        "execute format('set local role %I', (select tableowner from pg_catalog.pg_tables"
                                + " where schemaname = 'mullion' and tablename = 'audit_entry'))",
                        "alter table mullion.audit_entry disable trigger all",
                        "alter table mullion.audit_entry no force row level security",
                        "set local session_replication_role = replica")
                .filter(change -> !isRefused(change))
                .toList();
        return Check.of(
                "audit.around",
                let.isEmpty(),
                let.isEmpty()
                        ? "becoming the owner, switching triggers or policies off, and posing as a replica were refused;"
                                + " what the owner and a superuser do is not tried here: verify audit finds it"
                        : "not refused: " + let);
    }

    /** One statement, which takes itself back if it gets to its end, and waits for nobody. */
    private boolean isRefused(String change) {
        try {
            global.sql("do $try$ begin set local lock_timeout = '2s'; " + change + "; raise exception '" + LET
                            + "'; end $try$")
                    .update();
            return false;
        } catch (DataAccessException refused) {
            String why = String.valueOf(refused.getMostSpecificCause().getMessage());
            return why.contains("permission denied") || why.contains("must be owner");
        }
    }

    /** They refuse the owner as well; switched off, only the grants stand. */
    private Check triggers() {
        List<String> guarded =
                global.sql("""
                select c.relname
                  from pg_catalog.pg_class c
                  join pg_catalog.pg_trigger g on g.tgrelid = c.oid and g.tgenabled in ('O', 'A')
                 where c.relnamespace = 'mullion'::regnamespace
                   and g.tgname in ('append_only', 'not_emptied')
                 group by c.relname
                having bit_or(g.tgtype) & 56 = 56
                 order by 1
                """).query((row, _) -> row.getString(1)).list();
        List<String> bare = TABLES.stream()
                .map(Recorded::table)
                .filter(table -> !guarded.contains(table))
                .distinct()
                .toList();
        return Check.of(
                "audit.triggers",
                bare.isEmpty(),
                "a trigger refuses update, delete and truncate to the owner too on " + String.join(", ", guarded)
                        + (bare.isEmpty() ? "" : "; not on " + bare));
    }
}
