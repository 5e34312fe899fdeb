-- Puts a table behind every layer that the database has. The only place that writes policies.
-- verbs: what the app role may do besides reading; update never includes workspace_id.
create function mullion.protect(target regclass, verbs text[] default array['insert', 'update', 'delete'])
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
end
$$;
revoke all on function mullion.protect(regclass, text[]) from public;

create table mullion.workspace (
    id         uuid primary key,
    slug       text not null unique,
    name       text not null,
    kind       text not null check (kind in ('customer', 'sample', 'canary')),
    state      text not null check (state in ('active', 'suspended', 'erased')),
    created_at timestamptz not null
);
comment on table mullion.workspace is 'global: the registry of tenants; it is what turns a slug into a workspace';
grant select, insert on mullion.workspace to mullion_app;
grant update (name, state) on mullion.workspace to mullion_app;

-- What finds a workspace before one is known. The key is a keyed hash of a token, a hook key or an installation id, so a copy of this
-- table opens nothing and names nobody.
create table mullion.route (
    kind         text not null check (kind in ('token', 'hook', 'installation')),
    key          bytea not null check (length(key) = 32),
    workspace_id uuid not null references mullion.workspace (id),
    target       uuid not null,
    primary key (kind, key)
);
comment on table mullion.route is 'global: finds the workspace of a credential, hook or installation by a keyed hash';
grant select, insert, delete on mullion.route to mullion_app;

-- What happened to the installation itself, and what happened where no workspace was bound.
create table mullion.installation_event (
    id      uuid primary key,
    at      timestamptz not null,
    action  text not null,
    actor   text not null,
    subject text not null,
    detail  text not null
);
comment on table mullion.installation_event is 'global: the installation''s own log; guard trips without a workspace go here';
grant select, insert on mullion.installation_event to mullion_app;

create function mullion.refuse_change()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.refuse_change() from public;

create trigger append_only before update or delete or truncate on mullion.installation_event
    for each statement execute function mullion.refuse_change();
