package dev.mullion.challenge;

import static dev.mullion.challenge.Trick.sql;

import java.util.ArrayList;
import java.util.List;

/** Context, session and connection: cases 17 to 29. */
final class SessionTricks {

    private static final String READ = "select {c} from {t}";

    /** What an attacker can write into the context: a bare id, the own token turned round, one of their own making. */
    private static final List<String> CONTEXTS = List.of(
            "'{n}'",
            "replace(current_setting('mullion.context'), '{s}', '{n}')",
            "'{n}' || substr(current_setting('mullion.context'), 37)",
            "'{n}.' || lpad(to_hex(pg_backend_pid()), 8, '0') || '.999999999999.' || repeat('0', 32) || '.' || repeat('0', 64)");

    static final List<Trick> ALL = List.of(
            sql(
                    "17",
                    "every verb without a context",
                    "reset mullion.context; " + READ,
                    "reset mullion.context; update {t} set {c} = {c} returning {c}",
                    "reset mullion.context; delete from {t} returning *",
                    "reset mullion.context; copy {t} to stdout",
                    "reset mullion.context; merge into {t} x using (select 1) y on true when matched then delete returning x.*",
                    "reset mullion.context; insert into mullion.label select * from mullion.label returning *"),
            sql(
                    "18",
                    "odd contexts",
                    "set local mullion.context = ''; " + READ,
                    "set local mullion.context = 'null'; " + READ,
                    "set local mullion.context = '{n}'; " + READ,
                    "select set_config('mullion.context', upper('{n}'), true); " + READ,
                    "select set_config('mullion.context', ' {n} ', true); " + READ,
                    "select set_config('mullion.context', null, true); " + READ,
                    "select set_config('mullion.context', repeat('0', 156), true); " + READ),
            new Trick("isolation-19", "set_config in every place of a statement", SessionTricks::everyPlace),
            sql(
                    "20",
                    "settings and roles",
                    "set row_security = off; " + READ,
                    "set local row_security = off; copy {t} to stdout",
                    "set session_replication_role = replica; " + READ,
                    "set allow_system_table_mods = on; " + READ,
                    "set debug_print_plan = on; set client_min_messages = debug5; " + READ,
                    "set role none; " + READ,
                    "reset role; reset session authorization; " + READ,
                    "discard all; " + READ,
                    "set default_transaction_read_only = off; set transaction_isolation = 'serializable'; " + READ,
                    "set search_path = pg_temp, mullion, pg_catalog; " + READ,
                    "set mullion.context to '{n}'; " + READ,
                    "alter role mullion_app set mullion.context = '{n}'",
                    "alter database mullion set mullion.context = '{n}'",
                    "alter system set row_security = off"),
            new Trick("isolation-21", "a prepared plan of another's time", SessionTricks::prepared),
            sql(
                    "22",
                    "savepoints",
                    "begin",
                    "savepoint one",
                    "select set_config('mullion.context', '{n}', true)",
                    READ,
                    "release one",
                    READ,
                    "rollback to one",
                    "savepoint two",
                    "select set_config('mullion.context', '{n}', false)",
                    "rollback to two",
                    READ,
                    "commit",
                    READ),
            sql(
                    "23",
                    "an error in between",
                    "begin",
                    "select 1 / 0",
                    READ,
                    "rollback",
                    READ,
                    "select set_config('mullion.context', '{n}', false), 1 / 0",
                    READ),
            sql(
                    "24",
                    "statements that are cancelled",
                    "set statement_timeout = 1; select count(*) from {t}, generate_series(1, 10000000)",
                    READ,
                    "set statement_timeout = 1; select string_agg({c}, ',') from {t}, generate_series(1, 100000)",
                    "set statement_timeout = 0",
                    READ),
            sql(
                    "25",
                    "a connection that ends",
                    "select pg_terminate_backend(pg_backend_pid())",
                    "do $$ begin perform pg_cancel_backend(pg_backend_pid()); end $$",
                    "set idle_in_transaction_session_timeout = 1; begin",
                    READ,
                    READ),
            sql(
                    "26",
                    "reading after the commit",
                    "begin",
                    "commit and chain",
                    READ,
                    "rollback and chain",
                    READ,
                    "commit",
                    "commit; " + READ),
            sql(
                    "27",
                    "what stays on a connection",
                    "declare c cursor with hold for select {c} from {t}; fetch all from c",
                    "begin",
                    "declare d cursor with hold for select {c} from {t} where set_config('mullion.context', '{n}', true) <> ''",
                    "commit",
                    "fetch all from d",
                    "select * from pg_cursors",
                    "create temporary table kept as select {c} from {t}; select * from kept",
                    "begin",
                    "prepare transaction 'mine'",
                    "select * from pg_prepared_statements",
                    "select pg_advisory_lock(1); select * from pg_locks",
                    "select lo_create(4711); select * from pg_largeobject"),
            new Trick("isolation-27", "another session's context", SessionTricks::borrowed),
            new Trick("isolation-29", "two sessions turn about", SessionTricks::turnAbout));

    private SessionTricks() {}

    private static List<String> everyPlace(Doors doors) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String context : CONTEXTS) {
            String set = "set_config('mullion.context', " + context + ", true)";
            answers.addAll(sql(
                            "19",
                            context,
                            "set enable_indexscan = off",
                            "set enable_bitmapscan = off",
                            "select " + set + "; " + READ,
                            "select {c} from {t} where " + set + " is not null",
                            "with x as materialized (select " + set + ") select {c} from x, {t}",
                            "select y.{c} from (select " + set + " offset 0) x, lateral (select * from {t}) y",
                            "select {c} from {t} order by " + set,
                            "select {c} from {t} group by {c} having " + set + " is not null",
                            "select {c} from {t} limit length(" + set + ")",
                            "select {c} from (values (" + set + ")) v (x), {t}",
                            "select {c} || left(" + set + ", 0) from {t}",
                            "select {c} from {t} where case when " + set + " is null then false else true end",
                            "select {c} from {t} tablesample system (least(100, length(" + set + ")))",
                            "update {t} set {c} = {c} where " + set + " is not null returning {c}",
                            "select {c} from {t} where (select " + set + ") is not null union all " + READ,
                            "select (select string_agg({c}, ',') from {t}) || left(" + set + ", 0)",
                            "select " + set + ", query_to_xml('select {c} from {t}', true, true, '')",
                            "select " + set + " from {t} for update",
                            "merge into {t} x using (select " + set
                                    + " y) z on z.y <> '' when matched then do nothing returning x.*",
                            "begin",
                            "select " + set,
                            READ,
                            "commit")
                    .play()
                    .answers(doors));
        }
        return answers;
    }

    private static List<String> prepared(Doors doors) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String mode : List.of("auto", "force_generic_plan", "force_custom_plan")) {
            List<String> statements = new ArrayList<>(List.of(
                    "set plan_cache_mode = " + mode,
                    "prepare p as " + READ,
                    "prepare q (text) as select {c}, set_config('mullion.context', $1, true) from {t}"));
            for (int i = 0; i < 6; i++) {
                statements.add("execute p");
                statements.add("execute q ('{n}')");
                statements.add("select set_config('mullion.context', '{n}', true); execute p");
            }
            answers.addAll(
                    sql("21", mode, statements.toArray(String[]::new)).play().answers(doors));
        }
        return answers;
    }

    /** A context is good for its own backend alone, and only until it expires. */
    private static List<String> borrowed(Doors doors) throws Exception {
        List<String> answers = new ArrayList<>();
        try (Doors.Sql one = doors.sql();
                Doors.Sql other = doors.sql()) {
            String token = one.say("select current_setting('mullion.context')")
                    .lines()
                    .filter(line -> line.startsWith(" "))
                    .findFirst()
                    .orElseThrow()
                    .strip();
            for (String context : List.of(token, token.replace(doors.sample(), doors.neighbour()))) {
                answers.add(other.say("select set_config('mullion.context', '" + context
                        + "', true); select text from mullion.label; select name from mullion.member"));
                answers.add(one.say("select set_config('mullion.context', '" + context
                        + "', false); select payload from mullion.audit_entry"));
            }
        }
        return answers;
    }

    private static List<String> turnAbout(Doors doors) throws Exception {
        List<String> answers = new ArrayList<>();
        try (Doors.Sql one = doors.sql();
                Doors.Sql other = doors.sql()) {
            for (Doors.Sql sql : List.of(one, other, one, other)) {
                answers.add(sql.say("begin"));
                answers.add(sql.say("select text from mullion.label for update skip locked"));
                answers.add(sql.say("select set_config('mullion.context', '" + doors.neighbour() + "', true)"));
                answers.add(sql.say("select name from mullion.member"));
            }
        }
        return answers;
    }
}
