-- Each sealed box that came in, by its hash: one comes in once. Put back later, whether a worker had opened it or not, it would replace what was stored
-- since. The run-time role may add and read, so whoever has its SQL cannot make one forgotten. A hundred bytes for each secret that was ever handed in;
-- boxes that wait at this version are not known, and are when they come again.
create table mullion.intake_seen (
    workspace_id uuid not null references mullion.workspace (id),
    hash         bytea not null check (length(hash) = 32),
    primary key (workspace_id, hash)
);
select mullion.protect('mullion.intake_seen', array['insert']);

create function mullion.take_box_once()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into mullion.intake_seen (workspace_id, hash)
    values (new.workspace_id, sha256(new.box))
    on conflict do nothing;
    if not found then
        -- Nothing is inserted: the server sees that, and says so to whoever handed it in.
        return null;
    end if;
    return new;
end
$$;
revoke all on function mullion.take_box_once() from public;
create trigger once before insert on mullion.sealed_intake for each row execute function mullion.take_box_once();

-- A row that is put back does not open because a newer version was written: so that number only grows, one at a time (at its end there would be no next
-- version), and is not forgotten. The hidden workspaces of the checks, which make new secrets each time, are cleared.
create function mullion.keep_secret_version()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' and new.latest = 1 then
        return new;
    end if;
    if tg_op = 'UPDATE' and new.latest = old.latest + 1 and (new.owner, new.field) = (old.owner, old.field) then
        return new;
    end if;
    if tg_op = 'DELETE' and exists (select from mullion.workspace w where w.id = old.workspace_id and w.kind = 'canary') then
        return old;
    end if;
    raise exception 'the newest version of a secret only grows: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.keep_secret_version() from public;
create trigger only_grows before insert or update or delete on mullion.secret_version for each row execute function mullion.keep_secret_version();
