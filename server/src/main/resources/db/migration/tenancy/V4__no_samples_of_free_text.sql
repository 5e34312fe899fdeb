-- EXPLAIN cannot be taken from a role, its estimates come from samples of every tenant's rows, and row security does not stand before them:
-- with comparisons of text, SQL injected into one tenant's work found another's labels letter by letter. Of free text no samples are kept;
-- no plan needs them, since every index begins with workspace_id. What is one of a few given words keeps its samples.
create function mullion.keep_no_samples(target regclass)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    free_text text;
begin
    for free_text in
        select a.attname
          from pg_attribute a
         where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.atttypid in ('text'::regtype, 'varchar'::regtype)
           and not exists (select from pg_constraint k
                            where k.conrelid = target and k.contype = 'c' and k.conkey = array[a.attnum]
                              and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY[%')
    loop
        execute format('alter table %s alter column %I set statistics 0', target, free_text);
    end loop;
end
$$;
revoke all on function mullion.keep_no_samples(regclass) from public;

create or replace function mullion.protect(target regclass, verbs text[] default array['insert', 'update', 'delete'])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    changeable text;
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy own on %s as permissive for all to mullion_app, mullion_owner
                        using (workspace_id = (select mullion.workspace()))
                        with check (workspace_id = (select mullion.workspace()))', target);
    execute format('create policy floor on %s as restrictive for all to public
                        using (workspace_id = (select mullion.workspace()))
                        with check (workspace_id = (select mullion.workspace()))', target);
    execute format('grant select on %s to mullion_app', target);
    if 'insert' = any (verbs) then
        execute format('grant insert on %s to mullion_app', target);
    end if;
    if 'delete' = any (verbs) then
        execute format('grant delete on %s to mullion_app', target);
    end if;
    if 'update' = any (verbs) then
        select string_agg(quote_ident(a.attname), ', ')
          into changeable
          from pg_attribute a
         where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.attname <> 'workspace_id';
        execute format('grant update (%s) on %s to mullion_app', changeable, target);
    end if;
    perform mullion.keep_no_samples(target);
end
$$;

-- The tables that are there: to state a column's type again is the owner's way to have its samples forgotten, and rewrites nothing.
do $$
declare
    free_text record;
begin
    perform mullion.keep_no_samples(c.oid::regclass)
       from pg_class c join pg_attribute w on w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped
      where c.relnamespace = 'mullion'::regnamespace and c.relkind in ('r', 'p');
    for free_text in
        select a.attrelid::regclass as target, a.attname as name
          from pg_attribute a join pg_class c on c.oid = a.attrelid
         where c.relnamespace = 'mullion'::regnamespace and c.relkind in ('r', 'p') and a.attstattarget = 0 and a.atttypid = 'text'::regtype
    loop
        execute format('alter table %s alter column %I type text', free_text.target, free_text.name);
    end loop;
end
$$;
