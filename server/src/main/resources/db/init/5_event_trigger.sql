-- Refuses, at commit, a transaction that leaves the schema in breach of a rule. A table and its policies are several statements, so the
-- check waits for the end of the transaction: the event trigger leaves a note, and a deferred constraint trigger on the note checks.
-- Needs a superuser; without one the rules are still checked by `verify isolation` (partial).
create table if not exists mullion_guard.change_note (transaction bigint primary key);
revoke all on mullion_guard.change_note from public;

create or replace function mullion_guard.refuse_faults()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    faults text;
begin
    delete from mullion_guard.change_note where transaction = new.transaction;
    select string_agg(f.object || ': ' || f.fault, '; ') into faults from mullion_guard.schema_faults() f;
    if faults is not null then
        raise exception 'the schema would break the rules of tenancy: %', faults
            using hint = 'see docs/isolation.md, "Schema rules"', errcode = 'raise_exception';
    end if;
    return null;
end
$$;
revoke all on function mullion_guard.refuse_faults() from public;

do $$
begin
    if not exists (select from pg_trigger where tgname = 'refuse_faults' and tgrelid = 'mullion_guard.change_note'::regclass) then
        create constraint trigger refuse_faults after insert on mullion_guard.change_note
            deferrable initially deferred for each row execute function mullion_guard.refuse_faults();
    end if;
end
$$;

create or replace function mullion_guard.note_change()
returns event_trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into mullion_guard.change_note (transaction) values (txid_current()) on conflict do nothing;
end
$$;
revoke all on function mullion_guard.note_change() from public;

do $$
begin
    if not exists (select from pg_event_trigger where evtname = 'mullion_schema_rules') then
        create event trigger mullion_schema_rules on ddl_command_end execute function mullion_guard.note_change();
    end if;
end
$$;
