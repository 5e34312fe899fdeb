-- What only a superuser may do. Each block is tried alone: where the service has no superuser the layer is missing, and
-- `doctor` and `verify isolation` name it as partial.

-- block: activity views never show a statement or a parameter
alter role mullion_app set track_activities = off;

-- block: statistics views and sizes tell volume across tenants
do $$
declare
    view_name text;
begin
    for view_name in
        select c.oid::regclass::text
          from pg_catalog.pg_class c
         where c.relnamespace = 'pg_catalog'::regnamespace
           and c.relkind = 'v'
           and (c.relname like 'pg\_stat%' or c.relname in ('pg_locks', 'pg_cursors', 'pg_prepared_statements'))
    loop
        execute format('revoke all on %s from public', view_name);
    end loop;
end
$$;

-- block: row and page counts of the catalogue tell volume across tenants
do $$
declare
    visible text;
begin
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
      into visible
      from pg_catalog.pg_attribute a
     where a.attrelid = 'pg_catalog.pg_class'::regclass
       and not a.attisdropped
       and a.attname not in ('reltuples', 'relpages', 'relallvisible', 'relallfrozen');
    execute 'revoke select on pg_catalog.pg_class from public';
    execute format('grant select (%s) on pg_catalog.pg_class to public', visible);
    grant select on pg_catalog.pg_class to mullion_owner;
end
$$;

-- block: functions that carry something past the transaction, or out of the tables, or end the work of another on the same role
do $$
declare
    function_signature text;
begin
    for function_signature in
        select p.oid::regprocedure::text
          from pg_catalog.pg_proc p
         where p.pronamespace = 'pg_catalog'::regnamespace
           and (p.proname like 'lo\_%'
                or p.proname like 'pg\_stat\_get\_%'
                or p.proname in ('loread', 'lowrite', 'pg_notify', 'pg_sleep', 'pg_sleep_for', 'pg_sleep_until',
                                 'pg_relation_size', 'pg_total_relation_size', 'pg_table_size', 'pg_indexes_size',
                                 'pg_database_size', 'pg_advisory_lock', 'pg_advisory_lock_shared', 'pg_try_advisory_lock',
                                 'pg_try_advisory_lock_shared', 'pg_export_snapshot', 'query_to_xml', 'table_to_xml',
                                 'schema_to_xml', 'database_to_xml', 'cursor_to_xml', 'query_to_xml_and_xmlschema',
                                 'pg_cursor', 'pg_prepared_statement', 'pg_lock_status', 'pg_current_logfile',
                                 'pg_terminate_backend', 'pg_cancel_backend'))
    loop
        execute format('revoke execute on function %s from public', function_signature);
        if function_signature like 'pg_%advisory_lock%' then
            execute format('grant execute on function %s to mullion_owner', function_signature);
        end if;
    end loop;
end
$$;

-- block: the tenant is asked before any comparison of values. Comparisons that PostgreSQL calls leakproof may run before a policy; of two that
-- cost the same the order is chance, and EXPLAIN ANALYZE, or a clock, shows whether the policy was ever come to: whether any tenant has
-- a value. The policies compare uuids, so that comparison is made the cheapest there is.
alter function pg_catalog.uuid_eq(uuid, uuid) cost 0.0001;
