package dev.mullion.challenge;

import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.Pooler;
import dev.mullion.tenancy.SessionPastTheGuards;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The player's SQL and the neighbour's, through a pooler that shares one or two connections between them: case 28. */
final class PoolTricks {

    private static final String LABELS = "select text from mullion.label";

    /** What may be left on a connection for whoever has it next. */
    private static final List<String> LEFT = List.of(
            LABELS,
            "select set_config('mullion.context', current_setting('mullion.context'), false)",
            "select set_config('mullion.context', '{n}', false)",
            "set search_path = pg_temp, mullion",
            "set row_security = off",
            "set plan_cache_mode = force_generic_plan",
            "prepare kept as " + LABELS,
            "declare kept cursor with hold for " + LABELS,
            "create temporary table label as " + LABELS,
            "listen kept",
            "select 1 / 0",
            "set statement_timeout = 1; select count(*) from mullion.label, generate_series(1, 10000000)");

    /** So that the next thing is left on a connection that serves the neighbour. */
    private static final String CLEARED = "reset all; deallocate all; close all; unlisten *";

    /** How it is looked for afterwards. */
    private static final List<String> READS = List.of(
            LABELS,
            "execute kept",
            "fetch all from kept",
            "select current_setting('mullion.context', true) where current_setting('mullion.context', true) like '{n}%'",
            "reset mullion.context; " + LABELS,
            "begin",
            "rollback; " + LABELS,
            "select name from mullion.member",
            "select payload from mullion.audit_entry");

    static final List<Trick> ALL = List.of(
            new Trick("isolation-28", "one pooled connection", doors -> shared(doors, 1)),
            new Trick("isolation-28", "two pooled connections", doors -> shared(doors, 2)));

    private PoolTricks() {}

    private static List<String> shared(Doors doors, int connections) throws Exception {
        if (!Pooler.isInstalled()) {
            return List.of("no pooler is installed here");
        }
        DatabaseAccess direct = doors.server().bean(DatabaseAccess.class);
        List<String> answers = new ArrayList<>();
        try (Pooler pooler = Pooler.ahead(direct.url(), connections)) {
            var pooled = new DatabaseAccess(pooler.urlOf(direct.url()) + "?prepareThreshold=0", direct.app(), true);
            try (var player = session(doors, pooled, "sample");
                    var beside = session(doors, pooled, "sample");
                    var neighbour = session(doors, pooled, "neighbour")) {
                for (String left : LEFT) {
                    requireServed(neighbour, doors);
                    answers.add(said(player, left, doors));
                    if (connections > 1) {
                        // Holds the connection that was used last: the neighbour's turn and the reads have the other.
                        beside.run("begin");
                    }
                    neighbour.run(LABELS);
                    for (String read : READS) {
                        answers.add(said(player, read, doors));
                    }
                    player.run(CLEARED);
                    beside.run("rollback; " + CLEARED);
                }
            }
        }
        return answers;
    }

    /** As the server reads for the neighbour. If it saw nothing there would be nothing to see after it. */
    private static void requireServed(SessionPastTheGuards neighbour, Doors doors) throws Exception {
        String own = neighbour.run(LABELS).toString();
        if (doors.isHiddenStill() && !own.contains(doors.flag().reveal())) {
            throw new IllegalStateException("the neighbour reads its own flag, and was answered " + own);
        }
    }

    private static String said(SessionPastTheGuards player, String statement, Doors doors) {
        return player.run(statement.replace("{n}", doors.neighbour())).toString();
    }

    private static SessionPastTheGuards session(Doors doors, DatabaseAccess through, String slug) {
        return SessionPastTheGuards.of(
                through,
                doors.server().bean(KeyRing.class),
                Clock.systemUTC(),
                doors.server()
                        .bean(Workspaces.class)
                        .find(new Slug(slug))
                        .orElseThrow()
                        .id());
    }
}
