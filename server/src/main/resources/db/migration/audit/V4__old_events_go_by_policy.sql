-- How long a workspace keeps its events. Three months are the least: whoever breaks in cannot have yesterday's events taken away.
create table mullion.audit_retention (
    workspace_id uuid not null primary key references mullion.workspace (id),
    keep_days    int not null check (keep_days between 90 and 36500)
);
select mullion.protect('mullion.audit_retention');

-- Up to where a log was pruned, once for each time. What the tiles do not have of the hashes before that place stands here.
create table mullion.audit_pruned (
    workspace_id uuid not null,
    size         bigint not null check (size > 0),
    announced    bigint not null check (announced >= size),
    hashes       bytea not null check (length(hashes) = 32 * (size % 256)),
    primary key (workspace_id, size),
    foreign key (workspace_id, size) references mullion.audit_checkpoint (workspace_id, size)
);
comment on column mullion.audit_pruned.announced is 'the event that says so';
comment on column mullion.audit_pruned.hashes is 'of the events before size that fill no tile of 256';
select mullion.protect('mullion.audit_pruned', array[]::text[]);

-- The rule, for the owner too: everything that goes is older than the workspace keeps, and an event of the log says that it went.
create function mullion.keep_audit_pruned()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT'
       and exists (select from mullion.audit_entry e
                     join mullion.audit_retention r on r.workspace_id = new.workspace_id
                    where e.workspace_id = new.workspace_id and e.index = new.size - 1
                      and e.time < mullion.kept_since(r.keep_days))
       and exists (select from mullion.audit_entry e
                    where e.workspace_id = new.workspace_id and e.index = new.announced
                      and e.verb = 'log.pruned' and e.object = 'log:' || new.size)
    then
        return new;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.keep_audit_pruned() from public;

-- The time that the oldest event has which must stay, as headers spell it.
create function mullion.kept_since(days int)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
select to_char(transaction_timestamp() at time zone 'UTC' - make_interval(days => days), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') collate "C"
$$;
revoke all on function mullion.kept_since(int) from public;
grant execute on function mullion.kept_since(int) to mullion_app;

create trigger append_only before insert or update or delete on mullion.audit_pruned for each row execute function mullion.keep_audit_pruned();
create trigger not_emptied before truncate on mullion.audit_pruned for each statement execute function mullion.refuse_change();

-- As before; and what stands before the place up to which the log was pruned may go.
create or replace function mullion.keep_audit_entry()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE'
       and old.erased_by is null and new.salt is null and new.payload is null and new.erased_by is not null
       and (new.workspace_id, new.index, new.header, new.commitment, new.leaf)
           = (old.workspace_id, old.index, old.header, old.commitment, old.leaf)
       and exists (select from mullion.audit_entry e
                    where e.workspace_id = old.workspace_id and e.index = new.erased_by and e.verb = 'person.erased'
                      and e.object in (old.actor, old.object))
    then
        return new;
    end if;
    if tg_op = 'DELETE'
       and exists (select from mullion.audit_pruned p where p.workspace_id = old.workspace_id and p.size > old.index)
    then
        return old;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;

-- The one way in which events go: the run-time role may delete none itself. Prunes the log up to a checkpoint, some rows at a time, and
-- returns how many went; to be called until that is 0.
create function mullion.prune_audit_log(target uuid, upto bigint, most int)
returns int
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    tile bigint := upto / 256 * 256;
    before bigint;
    removed int;
begin
    if target is distinct from mullion.workspace() then
        raise exception 'the log of another workspace is not pruned from here';
    end if;
    select coalesce(max(p.size), 0) into before from mullion.audit_pruned p where p.workspace_id = target;
    if upto > before then
        insert into mullion.audit_pruned (workspace_id, size, announced, hashes)
        select target, upto,
               (select max(e.index) from mullion.audit_entry e
                 where e.workspace_id = target and e.verb = 'log.pruned' and e.object = 'log:' || upto),
               coalesce((select p.hashes from mullion.audit_pruned p where p.workspace_id = target and p.size = before and p.size > tile), '')
               || coalesce((select string_agg(e.leaf, ''::bytea order by e.index) from mullion.audit_entry e
                             where e.workspace_id = target and e.index >= greatest(tile, before) and e.index < upto), '');
    end if;
    delete from mullion.audit_entry e
     where e.workspace_id = target
       and e.index in (select gone.index from mullion.audit_entry gone
                        where gone.workspace_id = target and gone.index < upto
                        order by gone.index
                        limit most);
    get diagnostics removed = row_count;
    return removed;
end
$$;
revoke all on function mullion.prune_audit_log(uuid, bigint, int) from public;
grant execute on function mullion.prune_audit_log(uuid, bigint, int) to mullion_app;
