package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.GlobalSql;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tries to change what was recorded, as the role that the server has. Every statement would change no row even if it
 * were let: the database refuses it before it looks at any.
 */
@Component
class AppendOnly {

    /** Each with what must never be another, once it is written. */
    private static final List<Recorded> TABLES = List.of(
            new Recorded("installation_event", "detail"),
            new Recorded("audit_entry", "header"),
            new Recorded("audit_entry", "leaf"),
            new Recorded("audit_tile", "root"),
            new Recorded("audit_key", "public_key"),
            new Recorded("audit_checkpoint", "note"));

    private record Recorded(String table, String column) {}

    private final GlobalSql global;

    AppendOnly(GlobalSql global) {
        this.global = global;
    }

    List<Check> run() {
        List<Check> checks = new ArrayList<>();
        for (Recorded recorded : TABLES) {
            String name = "audit." + recorded.table() + "." + recorded.column();
            checks.add(Check.attempt(name, () -> changes(name, recorded)));
        }
        checks.add(Check.attempt("audit.triggers", this::triggers));
        return checks;
    }

    private Check changes(String name, Recorded recorded) {
        String table = "mullion." + recorded.table();
        List<String> let = new ArrayList<>();
        for (String change : List.of(
                "update " + table + " set " + recorded.column() + " = " + recorded.column() + " where false",
                "delete from " + table + " where false",
                "merge into " + table + " t using (select 1) s on false when matched then delete")) {
            if (!refuses(change)) {
                let.add(change.substring(0, 6));
            }
        }
        boolean reads = global.sql("select count(*) = 0 from " + table + " where false")
                .query(Boolean.class)
                .single();
        return Check.of(
                name,
                let.isEmpty() && reads,
                let.isEmpty() ? "update, delete and merge were refused" : "not refused: " + let);
    }

    private boolean refuses(String change) {
        try {
            global.sql(change).update();
            return false;
        } catch (DataAccessException refused) {
            return String.valueOf(refused.getMostSpecificCause().getMessage()).contains("permission denied");
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
                   and g.tgname = 'append_only'
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
                "a trigger refuses the owner too on " + String.join(", ", guarded)
                        + (bare.isEmpty() ? "" : "; not on " + bare));
    }
}
