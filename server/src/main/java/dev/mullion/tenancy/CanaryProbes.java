package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.BareConnections.Attempt;
import dev.mullion.tenancy.Canaries.Canary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Goes for the second canary's row with the first one's valid context and with SQL that names no workspace, past door
 * and guard. Each probe first shows that it reaches the own row, so that it proves something when it misses the other.
 */
final class CanaryProbes {

    private static final List<Probe> PROBES = List.of(
            new Probe("read", "select note from mullion.canary where id = ?", Reach.ROW),
            new Probe("count", "select from mullion.canary where workspace_id = ?", Reach.WORKSPACE),
            new Probe("lock", "select from mullion.canary where id = ? for update skip locked", Reach.ROW),
            new Probe("insert", """
                    insert into mullion.canary (workspace_id, id, note) values (?, gen_random_uuid(), '')
                    """, Reach.WORKSPACE),
            new Probe("update", "update mullion.canary set note = '' where id = ?", Reach.ROW),
            new Probe("delete", "delete from mullion.canary where id = ?", Reach.ROW),
            new Probe("merge", """
                    merge into mullion.canary c using (select ?::uuid as id) s on c.id = s.id
                     when matched then update set note = ''
                    """, Reach.ROW),
            new Probe("upsert", """
                    insert into mullion.canary (workspace_id, id, note) values (?, ?, '')
                        on conflict (workspace_id, id) do update set note = excluded.note
                    """, Reach.BOTH));

    private final BareConnections bare;
    private final ContextSigner signer;
    private final Canaries canaries;

    CanaryProbes(BareConnections bare, ContextSigner signer, Canaries canaries) {
        this.bare = bare;
        this.signer = signer;
        this.canaries = canaries;
    }

    /** Which values of the target a probe's statement takes. */
    private enum Reach {
        ROW,
        WORKSPACE,
        BOTH;

        UUID[] of(Canary target) {
            return switch (this) {
                case ROW -> new UUID[] {target.row()};
                case WORKSPACE -> new UUID[] {target.workspaceValue()};
                case BOTH -> new UUID[] {target.workspaceValue(), target.row()};
            };
        }
    }

    private record Probe(String verb, String sql, Reach reach) {}

    List<Check> run() {
        Canary own = canaries.plantIn(canaries.first());
        Canary other = canaries.plantIn(canaries.second());
        try {
            List<Check> checks = new ArrayList<>();
            PROBES.forEach(
                    probe -> checks.add(Check.attempt("probe." + probe.verb(), () -> crossing(probe, own, other))));
            checks.add(Check.attempt("probe.move", () -> move(own, other)));
            checks.add(Check.attempt("probe.foreign-key", () -> foreignKey(own, other)));
            checks.add(Check.attempt("probe.without-context", () -> withoutContext(own)));
            checks.add(Check.attempt("probe.every-table", () -> everyTable(own)));
            checks.add(Check.attempt(
                    "probe.nothing-changed",
                    () -> Check.of(
                            "probe.nothing-changed",
                            canaries.isUntouched(other),
                            "the other's row is as it was planted")));
            return checks;
        } finally {
            canaries.remove(own);
            canaries.remove(other);
        }
    }

    private Attempt as(Canary canary, String sql, UUID... values) {
        return bare.attempt(backend -> signer.sign(canary.workspace(), backend), sql, values);
    }

    private Check crossing(Probe probe, Canary own, Canary other) {
        Attempt onOwn = as(own, probe.sql(), probe.reach().of(own));
        Attempt onOther = as(own, probe.sql(), probe.reach().of(other));
        return Check.of(
                "probe." + probe.verb(),
                onOwn.reached() && !onOther.reached(),
                "own workspace: " + onOwn + "; the other's: " + onOther);
    }

    private Check move(Canary own, Canary other) {
        String sql = "update mullion.canary set workspace_id = ? where id = ?";
        Attempt given = as(own, sql, other.workspaceValue(), own.row());
        Attempt taken = as(own, sql, own.workspaceValue(), other.row());
        return Check.of(
                "probe.move",
                !given.reached() && !taken.reached(),
                "giving a row away: " + given + "; taking one: " + taken);
    }

    private Check foreignKey(Canary own, Canary other) {
        String sql = "insert into mullion.canary (workspace_id, id, parent, note) values (?, gen_random_uuid(), ?, '')";
        Attempt toOwn = as(own, sql, own.workspaceValue(), own.row());
        Attempt toOther = as(own, sql, own.workspaceValue(), other.row());
        return Check.of(
                "probe.foreign-key",
                toOwn.reached() && !toOther.reached(),
                "child of an own row: " + toOwn + "; of the other's: " + toOther);
    }

    private Check withoutContext(Canary own) {
        List<String> reached = PROBES.stream()
                .filter(probe ->
                        bare.attempt(null, probe.sql(), probe.reach().of(own)).reached())
                .map(Probe::verb)
                .toList();
        return Check.of("probe.without-context", reached.isEmpty(), "verbs that reached a row: " + reached);
    }

    /** No table at all shows the first canary a row of anybody else. */
    private Check everyTable(Canary own) {
        return bare.use(connection -> {
            BareConnections.carry(connection, backend -> signer.sign(own.workspace(), backend));
            List<String> tables = tenantTables(connection);
            List<String> open = new ArrayList<>();
            for (String table : tables) {
                String sql = "select from " + table + " where workspace_id <> ? limit 1";
                if (BareConnections.attemptOn(connection, sql, own.workspaceValue())
                        .reached()) {
                    open.add(table);
                }
            }
            return Check.of(
                    "probe.every-table", open.isEmpty() && !tables.isEmpty(), tables.size() + " tables; open: " + open);
        });
    }

    private static List<String> tenantTables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var ask = connection.prepareStatement("""
                        select format('%I.%I', 'mullion', c.relname) as name
                          from pg_class c
                          join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
                         where c.relnamespace = 'mullion'::regnamespace
                           and c.relkind in ('r', 'p')
                           and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'global: %'
                         order by 1
                        """);
                var rows = ask.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString("name"));
            }
        }
        return names;
    }
}
