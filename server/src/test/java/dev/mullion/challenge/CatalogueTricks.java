package dev.mullion.challenge;

import static dev.mullion.challenge.Trick.sql;

import java.util.ArrayList;
import java.util.List;

/** Roles, objects and what the server itself offers: cases 1 to 16. */
final class CatalogueTricks {

    private static final String READ = "select {c} from {t}";

    static final List<Trick> ALL = List.of(
            sql("1", "only the table itself", "select {c} from only {t}", "table {t}"),
            sql(
                    "1",
                    "a copy without row security",
                    "create table mullion.copy as select * from {t}; select * from mullion.copy",
                    "create table mullion.twin (like {t} including all)",
                    "create table mullion.child () inherits ({t}); select * from mullion.child",
                    "select * into mullion.kept from {t}"),
            new Trick("isolation-2", "everything that can be selected", CatalogueTricks::everything),
            sql("3", "the owner's role", "set role mullion_owner; " + READ, "set local role mullion_context; " + READ),
            sql(
                    "3",
                    "a stronger role",
                    "set session authorization postgres; " + READ,
                    "alter role mullion_app bypassrls",
                    "alter role mullion_app superuser",
                    "grant mullion_owner to mullion_app",
                    "grant pg_read_all_data to mullion_app",
                    "create role mine superuser login",
                    READ),
            sql(
                    "4",
                    "privileges for everybody",
                    "grant select on {t} to public",
                    "grant all on schema mullion to public",
                    "alter table {t} disable row level security",
                    "alter table {t} no force row level security",
                    "alter table {t} owner to mullion_app",
                    READ),
            sql(
                    "5",
                    "another's key taken",
                    "insert into mullion.label values ('{n}', 'repository', 1, 'x', now())",
                    "insert into mullion.label values ('{n}', 'repository', 1, 'x', now()) on conflict do nothing returning text",
                    "insert into mullion.label values ('{n}', 'repository', 1, 'x', now()) on conflict (workspace_id, kind, external_id)"
                            + " do update set as_of = now() returning text"),
            sql(
                    "6",
                    "a parent of another's",
                    "insert into mullion.canary select '{s}', gen_random_uuid(), id, note from mullion.canary",
                    "alter table {t} add foreign key (workspace_id) references mullion.workspace (id) on delete cascade"),
            sql(
                    "7",
                    "another's rows moved here",
                    "update {t} set workspace_id = '{s}' returning {c}",
                    "update {t} set workspace_id = '{s}' where workspace_id = '{n}' returning *",
                    READ),
            sql(
                    "8",
                    "a policy of one's own",
                    "create policy mine on {t} using (true)",
                    "alter policy own on {t} using (true) with check (true)",
                    READ),
            sql("9", "no floor", "drop policy floor on {t}", "alter policy floor on {t} using (true)", READ),
            sql(
                    "10",
                    "another context function",
                    "create or replace function mullion.workspace() returns uuid language sql as $$ select '{n}'::uuid $$",
                    "alter function mullion.workspace() immutable",
                    "create function pg_temp.workspace() returns uuid language sql as $$ select '{n}'::uuid $$",
                    "create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0001 as"
                            + " $$ begin raise notice '%', $1; return true; end $$; select * from {t} where pg_temp.leak({c})",
                    "set search_path = pg_temp, mullion; " + READ,
                    READ),
            sql(
                    "10",
                    "a loud look at every row",
                    "do $$ declare r record; begin for r in select * from {t} loop raise notice '%', r; end loop; end $$",
                    "do $$ begin execute 'select {c} from {t}'; raise exception '%', (select string_agg({c}, ',') from {t}); end $$"),
            sql(
                    "11",
                    "functions that run as somebody else",
                    "select mullion_context.install_key(1, decode(repeat('00', 64), 'hex'), decode(repeat('00', 64), 'hex'))",
                    "select mullion_guard.plan('select {c} from {t}')",
                    "select mullion_guard.plan('select 1; select {c} from {t}')",
                    "select mullion_guard.plan('(select {c} from {t})')",
                    "select * from mullion_guard.schema_faults()",
                    "select * from mullion_guard.role_faults()",
                    "select mullion_guard.refuse_faults()",
                    "select mullion.protect('{t}')",
                    "select * from mullion_context.key"),
            sql(
                    "12",
                    "views past row security",
                    "create view mullion.seen as select * from {t}",
                    "create temporary view seen as select * from {t}; select * from seen",
                    "create materialized view mullion.seen as select * from {t}",
                    "create recursive view pg_temp.seen (x) as select {c} from {t}; select * from pg_temp.seen"),
            sql(
                    "13",
                    "rules and triggers",
                    "create rule mine as on insert to {t} do also select {c} from {t}",
                    "create trigger mine before insert on {t} for each row execute function mullion.refuse_change()",
                    "create event trigger mine on ddl_command_end execute function mullion_guard.note_change()"),
            sql(
                    "14",
                    "logical decoding",
                    "create publication mine for all tables",
                    "create subscription mine connection 'host=127.0.0.1' publication mine",
                    "select pg_create_logical_replication_slot('mine', 'test_decoding')",
                    "select * from pg_logical_slot_peek_changes('mine', null, null)",
                    "select pg_logical_emit_message(true, 'mine', 'mine')"),
            sql(
                    "15",
                    "files, programs and large objects",
                    "copy {t} to '/tmp/mine'",
                    "copy {t} to program 'cat'",
                    "copy (select {c} from {t}) to stdout",
                    "select lo_import('/etc/passwd')",
                    "select lo_from_bytea(0, 'x')",
                    "select pg_read_file('postgresql.conf')",
                    "select pg_read_binary_file(pg_relation_filepath('{t}'))",
                    "select * from pg_ls_dir('.')",
                    "select * from pg_ls_waldir()",
                    "select * from pg_stat_file('PG_VERSION')"),
            sql(
                    "15",
                    "extensions and other servers",
                    "create extension pageinspect",
                    "select get_raw_page('{t}', 0)",
                    "create extension dblink; select * from dblink('dbname=mullion', 'select 1') as x (y int)",
                    "create extension file_fdw",
                    "create extension pg_walinspect",
                    "create foreign data wrapper mine",
                    "load 'auto_explain'",
                    "select pg_notify('mine', (select string_agg({c}, ',') from {t}))",
                    "listen mine; notify mine"),
            sql(
                    "16",
                    "several statements in one text",
                    "select 1; commit; " + READ,
                    "commit; begin; set local mullion.context = ''; " + READ + "; commit",
                    "select $1::text from {t}",
                    READ + " -- ' \" ; select"));

    private CatalogueTricks() {}

    /** Each table and view of each schema, whether it is meant to be read or not. */
    private static List<String> everything(Doors doors) throws Exception {
        List<String> answers = new ArrayList<>();
        try (Doors.Sql sql = doors.sql()) {
            String names = sql.say("""
                    select quote_ident(n.nspname) || '.' || quote_ident(c.relname)
                      from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where c.relkind in ('r', 'p', 'v', 'm', 'f', 't', 'S')
                    """.strip());
            for (String line :
                    names.lines().filter(name -> name.startsWith(" ")).toList()) {
                answers.add(sql.say("select * from " + line.strip()));
            }
        }
        return answers;
    }
}
