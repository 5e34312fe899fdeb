-- One log of hashes for each workspace (docs/audit-format.md). The database itself gives every event its place, its time and its hash, so that
-- whoever may only insert can neither leave a gap nor choose a place; the tree over the hashes is built when a checkpoint is signed.
create table mullion.audit_log (
    workspace_id uuid not null primary key references mullion.workspace (id),
    origin       text not null check (origin ~ '^[!-*,-~]{1,255}$'),
    size         bigint not null,
    time         text collate "C" not null
) with (fillfactor = 50);
comment on column mullion.audit_log.time is 'of the last event, as it stands in its header';
select mullion.protect('mullion.audit_log', array['insert', 'update']);

create table mullion.audit_entry (
    workspace_id uuid not null,
    index        bigint not null,
    header       text collate "C" not null check (header ~
        '^v1 [0-9]{1,19} [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z [a-z-]{1,32}:[A-Za-z0-9._-]{1,128} (-|[a-z-]{1,32}:[A-Za-z0-9._-]{1,128}) [a-z0-9.-]{3,64} [a-z-]{1,32}:[A-Za-z0-9._-]{1,128} (done|refused|denied|failed|timeout) [A-Za-z0-9._-]{1,128}$'),
    salt         bytea check (length(salt) = 32),
    payload      bytea check (length(payload) <= 65535),
    commitment   bytea not null,
    leaf         bytea not null,
    erased_by    bigint,
    time         text collate "C" not null generated always as (split_part(header, ' ', 3)) stored,
    actor        text collate "C" not null generated always as (split_part(header, ' ', 4)) stored,
    verb         text collate "C" not null generated always as (split_part(header, ' ', 6)) stored,
    object       text collate "C" not null generated always as (split_part(header, ' ', 7)) stored,
    primary key (workspace_id, index),
    check ((salt is null) = (payload is null) and (salt is null) = (erased_by is not null))
);
create index audit_entry_by_verb on mullion.audit_entry (workspace_id, verb, object, index desc);
create index audit_entry_by_actor on mullion.audit_entry (workspace_id, actor, index desc);
select mullion.protect('mullion.audit_entry', array['insert']);
-- No samples of what other workspaces' events say: estimates would tell it to injected SQL.
alter table mullion.audit_entry
    alter column salt set statistics 0,
    alter column payload set statistics 0,
    alter column commitment set statistics 0,
    alter column leaf set statistics 0;
grant update (salt, payload, erased_by) on mullion.audit_entry to mullion_app;

-- Roots of complete subtrees of 256: level 0 over the events, level 1 over 256 of those, and so on; made when a checkpoint is signed.
create table mullion.audit_tile (
    workspace_id uuid not null,
    level        int not null check (level between 0 and 7),
    index        bigint not null check (index >= 0),
    hashes       bytea not null check (length(hashes) = 8192),
    root         bytea not null check (length(root) = 32),
    primary key (workspace_id, level, index)
);
select mullion.protect('mullion.audit_tile', array['insert']);

create table mullion.audit_key (
    workspace_id uuid not null,
    version      int not null check (version > 0),
    public_key   bytea not null check (length(public_key) = 32),
    announced    bigint not null check (announced >= 0),
    primary key (workspace_id, version)
);
comment on column mullion.audit_key.announced is 'the event that names the key';
select mullion.protect('mullion.audit_key', array['insert']);

-- One row for each size: two checkpoints of one size cannot both be stored, and only what is stored is published.
create table mullion.audit_checkpoint (
    workspace_id uuid not null,
    size         bigint not null check (size > 0),
    root         bytea not null check (length(root) = 32),
    range        bytea not null check (length(range) % 32 = 0),
    key_version  int not null,
    note         text not null check (length(note) <= 4096),
    signed_at    timestamptz not null,
    primary key (workspace_id, size),
    foreign key (workspace_id, key_version) references mullion.audit_key (workspace_id, version)
);
comment on column mullion.audit_checkpoint.range is 'the roots of the complete subtrees, from the largest: what the next checkpoint goes on from';
select mullion.protect('mullion.audit_checkpoint', array['insert']);

-- Grows by one, and only from within the insert of an event: the depth tells that apart from a statement that somebody sends.
create function mullion.keep_audit_log()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' and new.size = 0
       or tg_op = 'UPDATE' and pg_trigger_depth() = 2 and new.size = old.size + 1 and new.time >= old.time
          and new.origin = old.origin then
        return new;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.keep_audit_log() from public;

-- The header comes as "TIME ACTOR BEHALF VERB OBJECT OUTCOME REQUEST"; place, time that never goes back, commitment and leaf are added here.
create function mullion.append_audit_entry()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    head record;
    wanted text := split_part(new.header, ' ', 1);
begin
    update mullion.audit_log l
       set size = l.size + 1,
           time = greatest(l.time, wanted)
     where l.workspace_id = new.workspace_id
    returning l.size - 1 as index, l.time into head;
    if not found then
        -- Nothing is inserted: the server sees that, opens the log with its key and comes again.
        return null;
    end if;
    new.index := head.index;
    new.header := 'v1 ' || head.index || ' ' || head.time || substr(new.header, length(wanted) + 1);
    new.commitment := sha256(new.salt || new.payload);
    new.leaf := sha256('\x00'::bytea || convert_to(new.header, 'UTF8') || new.commitment);
    new.erased_by := null;
    return new;
end
$$;
revoke all on function mullion.append_audit_entry() from public;

-- Of an event that is there only salt and payload may go, and an event of the log itself must say so.
create function mullion.keep_audit_entry()
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
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.keep_audit_entry() from public;

create trigger append before insert on mullion.audit_entry for each row execute function mullion.append_audit_entry();
create trigger append_only before update or delete on mullion.audit_entry for each row execute function mullion.keep_audit_entry();
create trigger not_emptied before truncate on mullion.audit_entry for each statement execute function mullion.refuse_change();
create trigger append_only before insert or update or delete on mullion.audit_log for each row execute function mullion.keep_audit_log();
create trigger not_emptied before truncate on mullion.audit_log for each statement execute function mullion.refuse_change();
create trigger append_only before update or delete or truncate on mullion.audit_tile for each statement execute function mullion.refuse_change();
create trigger append_only before update or delete or truncate on mullion.audit_key for each statement execute function mullion.refuse_change();
create trigger append_only before update or delete or truncate on mullion.audit_checkpoint for each statement execute function mullion.refuse_change();
