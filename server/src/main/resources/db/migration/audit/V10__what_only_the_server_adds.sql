-- What the tree of a log is made of comes from the server alone. Its role may insert these rows, because it has to; whoever sends statements as that
-- role could add some of their own, and the next signature would go on from a root that no event has, or hand the log over to another key. So the
-- database asks for a word of the server: a context of its own (tenancy), signed for a name that is made of what is said and belongs to no workspace.
create function mullion.is_vouched(said text)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    context text := current_setting('mullion.context', true);
    digest  bytea := substr(sha256(convert_to(said, 'UTF8')), 1, 16);
    named   uuid;
begin
    -- Version 8 and the variant of RFC 9562: a workspace has version 7, so no context of one vouches for anything, and none that vouches opens one.
    digest := set_byte(digest, 6, get_byte(digest, 6) & 15 | 128);
    digest := set_byte(digest, 8, get_byte(digest, 8) & 63 | 128);
    perform set_config('mullion.context', coalesce(current_setting('mullion.voucher', true), ''), true);
    named := mullion.workspace();
    perform set_config('mullion.context', coalesce(context, ''), true);
    return named is not distinct from encode(digest, 'hex')::uuid;
end
$$;
revoke all on function mullion.is_vouched(text) from public;
grant execute on function mullion.is_vouched(text) to mullion_app;

create function mullion.vouched_audit_tile()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if mullion.is_vouched(concat_ws(' ', 'tile', new.workspace_id, new.level, new.index, encode(sha256(new.hashes), 'hex'), encode(new.root, 'hex'))) then
        return new;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.vouched_audit_tile() from public;

create function mullion.vouched_audit_key()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if mullion.is_vouched(concat_ws(' ', 'key', new.workspace_id, new.version, encode(new.public_key, 'hex'), new.announced)) then
        return new;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.vouched_audit_key() from public;

create function mullion.vouched_audit_checkpoint()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if mullion.is_vouched(concat_ws(' ', 'checkpoint', new.workspace_id, new.size, new.follows, new.key_version, encode(new.root, 'hex'),
                                    encode(sha256(new.range), 'hex'), encode(sha256(convert_to(new.note, 'UTF8')), 'hex'))) then
        return new;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.vouched_audit_checkpoint() from public;

create trigger vouched before insert on mullion.audit_tile for each row execute function mullion.vouched_audit_tile();
create trigger vouched before insert on mullion.audit_key for each row execute function mullion.vouched_audit_key();
create trigger vouched before insert on mullion.audit_checkpoint for each row execute function mullion.vouched_audit_checkpoint();

-- As in V3; and a log begins under the name that the server gives it.
create or replace function mullion.keep_audit_log()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' and new.size = 0 and new.time = '' and mullion.is_vouched(concat_ws(' ', 'log', new.workspace_id, new.origin))
       or tg_op = 'UPDATE' and pg_trigger_depth() = 2 and new.size = old.size + 1 and new.time >= old.time
          and new.origin = old.origin then
        return new;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;

-- As in V3; and a log takes no time that is none, or lies more than a day ahead of the database's clock: all later events would have to stay with it.
-- Keys are announced by the server alone, and an actor is of a kind that whoever reads the log knows.
create or replace function mullion.append_audit_entry()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    head record;
    wanted text collate "C" := split_part(new.header, ' ', 1);
    verb   text := split_part(new.header, ' ', 4);
    latest text collate "C" := to_char(clock_timestamp() at time zone 'UTC' + interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
begin
    if wanted > latest then
        new.header := latest || substr(new.header, length(wanted) + 1);
        wanted := latest;
    elsif to_char(wanted::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') <> wanted then
        raise exception 'the log takes no such time' using errcode = 'check_violation';
    end if;
    if split_part(split_part(new.header, ' ', 2), ':', 1) not in ('person', 'token', 'operator', 'link', 'system') then
        raise exception 'the log knows no such kind of actor' using errcode = 'check_violation';
    end if;
    if verb in ('log.opened', 'key.announced')
       and not mullion.is_vouched(concat_ws(' ', 'announce', new.workspace_id, verb, split_part(new.header, ' ', 5))) then
        raise exception 'the log is append-only: a key is announced by the server alone';
    end if;
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
