package dev.mullion.challenge;

import static dev.mullion.challenge.Trick.sql;
import static dev.mullion.challenge.Trick.twins;

import java.util.List;

/** Rows, errors, plans and what they give away: cases 30 to 40. */
final class DataTricks {

    private static final String READ = "select {c} from {t}";

    static final List<Trick> ALL = List.of(
            sql(
                    "30",
                    "writing, moving and merging another's rows",
                    "update {t} set {c} = {c} where workspace_id = '{n}' returning old.*, new.*",
                    "delete from {t} where workspace_id = '{n}' returning old.*",
                    "insert into {t} select * from {t} where workspace_id = '{n}' returning *",
                    "merge into {t} x using (select 1) y on true when matched then do nothing returning merge_action(), x.*",
                    "merge into {t} x using mullion.workspace w on x.workspace_id = w.id when matched then delete returning x.*",
                    "merge into {t} x using mullion.workspace w on false when not matched by source then delete returning x.*",
                    "merge into mullion.label x using (select '{n}'::uuid id) y on x.workspace_id = y.id"
                            + " when not matched then insert values (y.id, 'repository', 1, 'x', now()) returning x.*",
                    "insert into mullion.label values ('{n}', 'repository', 1, 'x', now())"
                            + " on conflict (workspace_id, kind, external_id) do update set text = label.text returning *"),
            sql(
                    "31",
                    "another's parents and children",
                    "insert into mullion.canary (workspace_id, id, parent, note) select '{s}', gen_random_uuid(), id, '' from mullion.canary",
                    "insert into mullion.review select '{n}', id, pull_request_id, repository_id, reviewer, reviewer_is_bot, state, submitted_at from mullion.review",
                    "delete from mullion.repository returning *",
                    "delete from mullion.workspace where id = '{n}'"),
            twins(
                    "32",
                    "duplicates of another's values",
                    "insert into mullion.label values ('{s}', 'repository', 9, '{flag}', now()) on conflict do nothing",
                    "update mullion.label set text = '{flag}' where external_id = 9",
                    "delete from mullion.label where external_id = 9"),
            twins(
                    "33",
                    "whether another has a value",
                    "select count(*) from {t} where {c} = '{flag}'",
                    "select exists (select from {t} where {c} like '{start}%')",
                    "select 1 from {t} where {c} ~ '^{start}' for update nowait",
                    "update {t} set {c} = '{flag}' where {c} = '{flag}'"),
            sql(
                    "34",
                    "values in errors",
                    "select cast({c} as integer) from {t}",
                    "select {c}::uuid, {c}::jsonb, {c}::xml from {t}",
                    "select {c}::timestamptz from {t} where {c} like 'flag%'",
                    "select 1 / (case when {c} like 'flag%' then 0 else 1 end) from {t}",
                    "select regexp_replace('x', {c}, '[') from {t} where regexp_like('x', '[' || {c})",
                    "select jsonb_path_query('{}', ('$.' || {c})::jsonpath) from {t}",
                    "select to_date({c}, {c}), ({c} || '(')::regproc from {t}",
                    "select xmlparse(document {c}) from {t}",
                    "select nullif({c}, {c})::int, lpad({c}, -1)::int from {t}",
                    "select * from {t} where {c}::int = 1 and workspace_id = '{n}'",
                    "select pg_input_error_info({c}, 'integer') from {t}"),
            twins(
                    "34",
                    "errors that depend on another's values",
                    "select 1 / (count(*) - 1) from {t} where {c} = '{flag}'",
                    "select (case when {c} = '{flag}' then 'x' else '1' end)::int from {t} where workspace_id = '{n}'"),
            sql(
                    "35",
                    "statistics and sizes",
                    "select * from pg_stats where tablename in ('label', 'member', 'audit_entry')",
                    "select * from pg_statistic",
                    "select * from pg_stats_ext; select * from pg_statistic_ext_data",
                    "select * from pg_stat_activity",
                    "select * from pg_stat_all_tables",
                    "select relname, reltuples from pg_class",
                    "select pg_relation_size('{t}'), pg_table_size('{t}')",
                    "select pg_stat_get_activity(null)",
                    "analyze verbose {t}",
                    "vacuum verbose {t}",
                    "explain (analyze, verbose, buffers) select * from {t} where {c} like 'flag%'",
                    "explain (verbose, generic_plan) select * from {t} where {c} > 'flag'",
                    "create statistics mine on workspace_id, {c} from {t}"),
            twins(
                    "35",
                    "estimates that know another's values",
                    "explain select 1 from {t}, generate_series(1, 1000000) where {c} = '{flag}'",
                    "explain select 1 from {t}, generate_series(1, 1000000) where {c} < '{flag}'",
                    "explain select 1 from {t}, generate_series(1, 1000000) where {c} like '{start}%'",
                    "select mullion_guard.plan($$select 1 from {t}, generate_series(1, 1000000) where {c} <= '{flag}'$$)"),
            twins(
                    "35",
                    "work that depends on another's values",
                    "set enable_indexscan = off",
                    "set enable_bitmapscan = off",
                    "set enable_indexonlyscan = off",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where {c} = '{flag}'",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where {c} ^@ '{start}'",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where {c} >= '{flag}' and {c} <= '{flag}'",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where {c} > '{start}' and {c} < '{start}z'",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where {c} = any (array['{flag}', 'x'])",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where {c} in ('{flag}', 'x', 'y')",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where ({c}, 1) >= ('{flag}', 1) and ({c}, 1) <= ('{flag}', 1)",
                    "explain (analyze, buffers off, timing off, summary off) delete from {t} where {c} between '{flag}' and '{flag}'",
                    "explain (analyze, buffers off, timing off, summary off) select 1 from {t} where greatest({c}, '{flag}') <= '{flag}' and {c} >= '{flag}'"),
            sql(
                    "37",
                    "aggregates and windows",
                    "select count(*), min({c}), max({c}), string_agg({c}, ',') from {t}",
                    "select array_agg({c}), json_agg(x), xmlagg(xmlelement(name y, {c})) from {t} x",
                    "select {c}, lead({c}) over (order by {c} desc) from {t}",
                    "select mode() within group (order by {c}), percentile_disc(1) within group (order by {c}) from {t}",
                    "select grouping({c}), {c} from {t} group by cube ({c})",
                    "select to_jsonb(x), row_to_json(x), x::text from {t} x",
                    "select encode(convert_to(string_agg({c}, ''), 'UTF8'), 'base64'), sum(hashtext({c})) from {t}",
                    "with recursive r as (select {c} from {t} union select {c} from {t}) select * from r"),
            sql(
                    "38",
                    "other ways to the same rows",
                    "select {c} from {t} tablesample bernoulli (100)",
                    "select {c} from {t} tablesample system (100) repeatable (1)",
                    "select {c} from {t} where ctid >= '(0,0)'",
                    "select {c} from {t} where ctid = any (array(select format('(0,%s)', i)::tid from generate_series(1, 90) i))",
                    "select {c} from {t} for update skip locked",
                    "select {c} from {t} for no key update nowait",
                    "select currtid2('{t}', '(0,1)')",
                    "lock table {t} in access exclusive mode",
                    "select tableoid::regclass, ctid, xmin, xmax, x from {t} x",
                    "select * from heap_page_items(get_raw_page('{t}', 0))"),
            sql(
                    "39",
                    "tables that nothing protects",
                    "select * from mullion.workspace",
                    "select * from mullion.installation_event",
                    "select * from mullion.person; select * from mullion.membership_route",
                    "select * from mullion.session; select * from mullion.one_time_link",
                    "select * from mullion.route; select * from mullion.installation",
                    "update mullion.workspace set name = (select string_agg({c}, ',') from {t}) returning *",
                    "insert into mullion.installation_event select gen_random_uuid(), now(), 'x.y', 'x', 'x', {c} from {t} returning *",
                    "select {c} from {t} where workspace_id in (select id from mullion.workspace)",
                    "select x.{c} from mullion.workspace w, lateral (select * from {t} y where y.workspace_id = w.id) x"),
            sql(
                    "40",
                    "dumping past row security",
                    "set row_security = off; copy {t} to stdout",
                    "copy (select * from {t}) to stdout (format csv)",
                    "copy {t} to stdout (format binary)",
                    "begin isolation level repeatable read",
                    "select pg_export_snapshot()",
                    READ,
                    "commit",
                    "select schema_to_xml('mullion', true, true, ''), database_to_xml(true, true, '')",
                    "select table_to_xml('{t}', true, true, '')"));

    private DataTricks() {}
}
