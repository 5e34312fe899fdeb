-- The rules of the schema, once: read by `verify isolation`, by the tests, and by the event trigger that refuses what breaks them.
create schema if not exists mullion_guard;
revoke all on schema mullion_guard from public;
grant usage on schema mullion_guard to mullion_owner, mullion_app;

-- Every object of schema mullion that breaks a rule of tenancy. An empty answer is the only good one.
create or replace function mullion_guard.schema_faults()
returns table (rule text, object text, fault text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
with relation as (
    select c.oid, c.relname::text as name, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relacl, c.reloptions,
           a.attnum as tenant, a.attnotnull, a.atthasdef, a.attgenerated, a.atttypid,
           coalesce(obj_description(c.oid, 'pg_class'), '') like 'global: %' as is_global
      from pg_class c
      left join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
     where c.relnamespace = 'mullion'::regnamespace
), tenant_table as (
    select * from relation where relkind in ('r', 'p') and not is_global
)
select 'tenant-column', name, 'has no workspace_id and is not signed off as global (comment "global: reason")'
  from tenant_table where tenant is null
union all
select 'tenant-column', name, 'workspace_id must be uuid, not null, without default'
  from tenant_table where tenant is not null and (not attnotnull or atthasdef or attgenerated <> '' or atttypid <> 'uuid'::regtype)
union all
select 'tenant-column', name, 'the app role may change workspace_id'
  from tenant_table where tenant is not null and has_column_privilege('mullion_app', oid, tenant, 'UPDATE')
union all
select 'row-security', name, 'row security must be enabled and forced'
  from tenant_table where not relrowsecurity or not relforcerowsecurity
union all
select 'policies', t.name, 'the permissive policy of the roles is missing'
  from tenant_table t
 where not exists (select from pg_policy p
                    where p.polrelid = t.oid and p.polpermissive and p.polcmd = '*'
                      and p.polroles @> array['mullion_app'::regrole::oid] and not p.polroles @> array[0::oid])
union all
select 'policies', t.name, 'the restrictive floor for everyone is missing'
  from tenant_table t
 where not exists (select from pg_policy p
                    where p.polrelid = t.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = array[0::oid])
union all
select 'policies', t.name, 'policy ' || p.polname || ' is not the tenant equality'
  from tenant_table t join pg_policy p on p.polrelid = t.oid
 where coalesce(pg_get_expr(p.polqual, p.polrelid), '') <> '(workspace_id = ( SELECT mullion.workspace() AS workspace))'
    or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') <> '(workspace_id = ( SELECT mullion.workspace() AS workspace))'
union all
select 'policies', t.name, 'policy ' || p.polname || ' is permissive to everyone'
  from tenant_table t join pg_policy p on p.polrelid = t.oid
 where p.polpermissive and p.polroles @> array[0::oid]
union all
select 'keys', t.name, 'index ' || i.indexrelid::regclass || ' is unique but does not start with workspace_id'
  from tenant_table t join pg_index i on i.indrelid = t.oid
 where (i.indisunique or i.indisexclusion) and i.indkey[0] is distinct from t.tenant
union all
select 'keys', t.name, 'has no primary key'
  from tenant_table t where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)
union all
select 'foreign-keys', t.name, 'foreign key ' || k.conname || ' does not start with workspace_id on both sides, or cascades'
  from tenant_table t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
 where k.conkey[1] <> t.tenant
    or k.confdeltype in ('c', 'n', 'd')
    or k.confupdtype in ('c', 'n', 'd')
    or not exists (select from pg_attribute a
                    where a.attrelid = k.confrelid and a.attnum = k.confkey[1]
                      and (a.attname = 'workspace_id'
                           or (k.confrelid = to_regclass('mullion.workspace') and a.attname = 'id' and cardinality(k.confkey) = 1)))
union all
select 'tenant-column', c.oid::regclass::text, 'holds tenant data, or is the owner''s, outside schema mullion, where nothing protects it'
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'f')
   and n.nspname not in ('mullion', 'pg_catalog', 'information_schema') and n.nspname not like 'pg\_toast%'
   and (exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
        or (c.relowner = 'mullion_owner'::regrole and n.nspname <> 'mullion_history'))
union all
select 'privileges', r.name, 'mullion_app or PUBLIC holds ' || x.privilege_type || case when x.is_grantable then ' with grant option' else '' end
  from relation r cross join lateral aclexplode(r.relacl) x
 where (x.grantee = 0 or (x.grantee = 'mullion_app'::regrole
                          and (x.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN') or x.is_grantable)))
union all
select 'privileges', r.name, 'mullion_app or PUBLIC holds ' || x.privilege_type || ' on column ' || a.attname
       || case when x.is_grantable then ' with grant option' else '' end
  from relation r join pg_attribute a on a.attrelid = r.oid and a.attacl is not null
 cross join lateral aclexplode(a.attacl) x
 where x.grantee = 0 or (x.grantee = 'mullion_app'::regrole and (x.privilege_type = 'REFERENCES' or x.is_grantable))
union all
select 'views', name, 'a view must be security_invoker and security_barrier'
  from relation
 where relkind = 'v'
   and not (coalesce(reloptions, '{}') @> array['security_invoker=true'] and coalesce(reloptions, '{}') @> array['security_barrier=true'])
union all
select 'views', name, 'materialised views, foreign tables and sequences have no place beside tenant data'
  from relation where relkind in ('m', 'f', 'S')
union all
select 'functions', p.oid::regprocedure::text, 'is leakproof'
  from pg_proc p where p.pronamespace in ('mullion'::regnamespace, 'mullion_context'::regnamespace, 'mullion_guard'::regnamespace)
   and p.proleakproof
union all
select 'functions', p.oid::regprocedure::text, 'runs as its definer and is not signed off, or its search_path does not end in pg_temp'
  from pg_proc p
 where p.prosecdef and p.pronamespace <> 'pg_catalog'::regnamespace
   and (p.oid::regprocedure::text not in ('mullion.workspace()', 'mullion_context.install_key(integer,bytea,bytea)',
                                          'mullion_guard.note_change()', 'mullion_guard.refuse_faults()',
                                          'mullion.prune_audit_log(uuid,bigint,integer)')
        or not exists (select from unnest(p.proconfig) setting where setting like 'search\_path=%pg_temp'))
union all
select 'functions', p.oid::regprocedure::text, 'everyone may execute it'
  from pg_proc p
 where p.pronamespace in ('mullion'::regnamespace, 'mullion_context'::regnamespace, 'mullion_guard'::regnamespace)
   and (p.proacl is null or exists (select from aclexplode(p.proacl) x where x.grantee = 0))
union all
select 'functions', 'mullion.workspace()', 'the context function must be mullion_context''s, SECURITY DEFINER, STABLE and kept out of parallel workers'
 where not exists (select from pg_proc p
                    where p.pronamespace = 'mullion'::regnamespace and p.proname = 'workspace' and p.pronargs = 0
                      and p.provolatile = 's' and p.prosecdef and p.proparallel <> 's' and p.proowner = 'mullion_context'::regrole)
union all
select 'rules-and-triggers', r.name, 'rewrite rule ' || w.rulename
  from relation r join pg_rewrite w on w.ev_class = r.oid where w.rulename <> '_RETURN'
union all
select 'rules-and-triggers', r.name, 'trigger ' || g.tgname || ' runs a function of another role'
  from relation r join pg_trigger g on g.tgrelid = r.oid and not g.tgisinternal
  join pg_proc p on p.oid = g.tgfoid
 where p.proowner <> 'mullion_owner'::regrole or p.prosecdef
union all
select 'rules-and-triggers', r.name, 'trigger ' || g.tgname || ' is switched off'
  from relation r join pg_trigger g on g.tgrelid = r.oid where g.tgenabled not in ('O', 'A')
union all
select 'rules-and-triggers', e.evtname::text, 'event trigger is not signed off'
  from pg_event_trigger e where e.evtname <> 'mullion_schema_rules'
union all
select 'publications', p.pubname::text, 'a publication carries tenant tables past row security'
  from pg_publication p
 where p.puballtables
    or exists (select from pg_publication_rel x join relation r on r.oid = x.prrelid where x.prpubid = p.oid)
    or exists (select from pg_publication_namespace n where n.pnpubid = p.oid and n.pnnspid = 'mullion'::regnamespace)
union all
select 'publications', s.slot_name::text, 'a logical replication slot reads past row security'
  from pg_replication_slots s where s.slot_type = 'logical' and s.database = current_database()
union all
select 'ownership', r.name, 'must be owned by mullion_owner'
  from relation r where r.relkind in ('r', 'p', 'v') and r.relowner <> 'mullion_owner'::regrole
$$;

-- Every way in which the roles, as they are on this server now, are stronger than they may be.
create or replace function mullion_guard.role_faults()
returns table (rule text, object text, fault text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
with recursive member_of as (
    select m.member as role, m.roleid as granted from pg_auth_members m
     where m.member in ('mullion_app'::regrole, 'mullion_owner'::regrole, 'mullion_context'::regrole)
    union
    select x.role, m.roleid from member_of x join pg_auth_members m on m.member = x.granted
)
select 'attributes', r.rolname::text, 'must not be superuser, bypass row security, create roles or databases, or replicate'
  from pg_roles r
 where r.rolname in ('mullion_app', 'mullion_owner', 'mullion_context')
   and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication)
union all
select 'attributes', r.rolname::text, 'must not log in' from pg_roles r where r.rolname = 'mullion_context' and r.rolcanlogin
union all
select 'membership', m.role::regrole::text, 'is a member of ' || m.granted::regrole from member_of m
union all
select 'ownership', 'mullion_app', 'owns ' || c.oid::regclass from pg_class c where c.relowner = 'mullion_app'::regrole
union all
select 'creation', 'mullion_app', 'may ' || lower(privilege) || ' on the database'
  from unnest(array['CREATE', 'TEMPORARY']) privilege
 where has_database_privilege('mullion_app', current_database(), privilege)
union all
select 'creation', 'mullion_app', 'may create in schema ' || n.nspname
  from pg_namespace n where has_schema_privilege('mullion_app', n.oid, 'CREATE')
union all
select 'functions', 'mullion_app', 'may execute ' || p.oid::regprocedure
  from pg_proc p
 where (p.proname like 'lo\_%' or p.proname in ('loread', 'lowrite', 'pg_notify', 'pg_read_file', 'pg_read_binary_file', 'pg_ls_dir',
                                                    'pg_stat_file', 'pg_terminate_backend', 'pg_cancel_backend')
        or p.proname like 'dblink%')
   and has_function_privilege('mullion_app', p.oid, 'EXECUTE')
union all
select 'attributes', coalesce(nullif(x.grantee, 0)::regrole::text, 'PUBLIC'), 'may ' || lower(x.privilege_type) || ' parameter ' || a.parname
  from pg_parameter_acl a cross join lateral aclexplode(a.paracl) x
 where x.grantee in (0, 'mullion_app'::regrole)
union all
select 'statistics', 'mullion_app', 'may read ' || c.relname
  from pg_class c
 where c.relnamespace = 'pg_catalog'::regnamespace
   and c.relname in ('pg_stat_activity', 'pg_stat_user_tables', 'pg_stat_all_tables', 'pg_locks')
   and has_table_privilege('mullion_app', c.oid, 'SELECT')
union all
select 'statistics', 'mullion_app', 'may read row counts in pg_class'
 where has_column_privilege('mullion_app', 'pg_catalog.pg_class', 'reltuples', 'SELECT')
union all
select 'statistics', 'mullion_app', 'may have values compared before the tenant is asked: uuid_eq costs as much as other comparisons'
  from pg_proc p where p.oid = 'pg_catalog.uuid_eq(uuid,uuid)'::regprocedure and p.procost > 0.001
union all
select 'context-key', r.role_name, 'may ' || lower(privilege) || ' the context key'
  from unnest(array['mullion_app', 'mullion_owner']) r (role_name)
 cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) privilege
  join pg_class c on c.relname = 'key' and c.relnamespace = (select n.oid from pg_namespace n where n.nspname = 'mullion_context')
 where has_table_privilege(r.role_name, c.oid, privilege)
union all
select 'context-key', 'mullion_app', 'may execute ' || p.proname || ', which replaces the context key'
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'mullion_context'
 where has_function_privilege('mullion_app', p.oid, 'EXECUTE')
$$;
revoke all on function mullion_guard.schema_faults() from public;
revoke all on function mullion_guard.role_faults() from public;
grant execute on function mullion_guard.schema_faults() to mullion_owner, mullion_app;
grant execute on function mullion_guard.role_faults() to mullion_owner, mullion_app;

-- How the database would carry out a statement, without running it. In here the statement's parameters need no types from the driver, so
-- they can be numbered apart from the results of sub-selects, which PostgreSQL 16 writes as $0.
create or replace function mullion_guard.plan(statement text)
returns json
language plpgsql
as $$
declare
    answer json;
begin
    -- A loop opens a cursor, and a cursor takes one statement: text that hides a second one is refused, not run.
    for answer in execute 'explain (generic_plan, verbose, format json) ' || statement loop
        return answer;
    end loop;
    return null;
end
$$;
revoke all on function mullion_guard.plan(text) from public;
grant execute on function mullion_guard.plan(text) to mullion_app;
