-- How long a log is kept changes only together with an event of that log which says so, and a change lets go of nothing more for a week: whoever can
-- send statements as the run-time role can no longer shorten a log before anybody could have read that it will be. A row of before V6 is in force for
-- nothing until it is set again, which no event could otherwise be shown for.
alter table mullion.audit_retention
    add column effective_at      timestamptz not null default 'infinity',
    add column header            text collate "C",
    add column commitment        bytea,
    add column before_days       int,
    add column before_header     text collate "C",
    add column before_commitment bytea;
comment on column mullion.audit_retention.header is 'of the event that says keep_days';
comment on column mullion.audit_retention.before_days is 'what was in force until then; null for ever';
comment on column mullion.audit_retention.before_header is 'of an event that says before_days or fewer';

-- Until a change is in force the longer of the two is kept; null for ever.
create function mullion.days_in_force(keep_days int, before_days int, effective_at timestamptz)
returns int
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
select case
           when effective_at <= transaction_timestamp() then keep_days
           when before_days is not null then greatest(keep_days, before_days)
       end
$$;
revoke all on function mullion.days_in_force(int, int, timestamptz) from public;
grant execute on function mullion.days_in_force(int, int, timestamptz) to mullion_app;

-- Only keep_days is the sender's: all else comes from the log, the row that was there and the database's clock.
create function mullion.keep_audit_retention()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    target uuid := case when tg_op = 'DELETE' then old.workspace_id else new.workspace_id end;
    wanted text := 'log:' || case when tg_op = 'DELETE' then 'forever' else new.keep_days::text end;
    said record;
begin
    select e.header, e.commitment, e.object, e.xmin as writer
      into said
      from mullion.audit_entry e
     where e.workspace_id = target and e.verb = 'retention.changed'
     order by e.index desc
     limit 1;
    if not found or said.object <> wanted or said.writer <> pg_current_xact_id()::xid then
        raise exception 'how long a log is kept changes only with an event of the same transaction: retention.changed %', wanted;
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    new.header := said.header;
    new.commitment := said.commitment;
    new.effective_at := transaction_timestamp() + interval '7 days';
    new.before_days := null;
    new.before_header := null;
    new.before_commitment := null;
    if tg_op = 'UPDATE' then
        new.before_days := mullion.days_in_force(old.keep_days, old.before_days, old.effective_at);
        new.before_header := case when old.effective_at <= transaction_timestamp() then old.header else old.before_header end;
        new.before_commitment := case when old.effective_at <= transaction_timestamp() then old.commitment else old.before_commitment end;
    end if;
    return new;
end
$$;
revoke all on function mullion.keep_audit_retention() from public;
create trigger said_in_the_log before insert or update or delete on mullion.audit_retention
    for each row execute function mullion.keep_audit_retention();
create trigger not_emptied before truncate on mullion.audit_retention for each statement execute function mullion.refuse_change();

-- What shows afterwards that everything which went was old enough: the last event's header and commitment give a hash that stays, and so do those of the
-- event that says the policy, which may have gone as well.
alter table mullion.audit_pruned
    add column header            text collate "C",
    add column commitment        bytea,
    add column policy_header     text collate "C",
    add column policy_commitment bytea;
comment on column mullion.audit_pruned.header is 'of the last event that went';
comment on column mullion.audit_pruned.policy_header is 'of the event that says for how long events are kept';

-- As before, by the policy that is in force; and what is kept to show it is what stands in the log.
create or replace function mullion.keep_audit_pruned()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT'
       and exists (select from mullion.audit_entry e
                     join mullion.audit_retention r on r.workspace_id = new.workspace_id
                    where e.workspace_id = new.workspace_id and e.index = new.size - 1
                      and e.time < mullion.kept_since(mullion.days_in_force(r.keep_days, r.before_days, r.effective_at))
                      and (new.header, new.commitment) = (e.header, e.commitment)
                      and (new.policy_header, new.policy_commitment)
                          = (case when r.effective_at <= transaction_timestamp() then r.header else r.before_header end,
                             case when r.effective_at <= transaction_timestamp() then r.commitment else r.before_commitment end))
       and exists (select from mullion.audit_entry e
                    where e.workspace_id = new.workspace_id and e.index = new.announced
                      and e.verb = 'log.pruned' and e.object = 'log:' || new.size)
    then
        return new;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;

-- As before; and no tile becomes the only copy of hashes that are not the ones of the events.
create or replace function mullion.prune_audit_log(target uuid, upto bigint, most int)
returns int
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    tile bigint := upto / 256 * 256;
    before bigint;
    wrong bigint;
    removed int;
begin
    if target is distinct from mullion.workspace() then
        raise exception 'the log of another workspace is not pruned from here';
    end if;
    select coalesce(max(p.size), 0) into before from mullion.audit_pruned p where p.workspace_id = target;
    if upto > before then
        select min(t) into wrong
          from generate_series(before / 256, upto / 256 - 1) t
         where (select a.hashes from mullion.audit_tile a where a.workspace_id = target and a.level = 0 and a.index = t)
               is distinct from
               coalesce((select p.hashes from mullion.audit_pruned p
                          where p.workspace_id = target and p.size = before and p.size > t * 256), '')
               || coalesce((select string_agg(e.leaf, ''::bytea order by e.index) from mullion.audit_entry e
                             where e.workspace_id = target and e.index >= greatest(t * 256, before) and e.index < (t + 1) * 256), '');
        if wrong is not null then
            raise exception 'the log is not pruned: the stored hashes of its events from % on are not the ones of the events', wrong * 256;
        end if;
        insert into mullion.audit_pruned (workspace_id, size, announced, hashes, header, commitment, policy_header, policy_commitment)
        select target, upto,
               (select max(e.index) from mullion.audit_entry e
                 where e.workspace_id = target and e.verb = 'log.pruned' and e.object = 'log:' || upto),
               coalesce((select p.hashes from mullion.audit_pruned p where p.workspace_id = target and p.size = before and p.size > tile), '')
               || coalesce((select string_agg(e.leaf, ''::bytea order by e.index) from mullion.audit_entry e
                             where e.workspace_id = target and e.index >= greatest(tile, before) and e.index < upto), ''),
               last.header, last.commitment,
               case when r.effective_at <= transaction_timestamp() then r.header else r.before_header end,
               case when r.effective_at <= transaction_timestamp() then r.commitment else r.before_commitment end
          from mullion.audit_entry last
          join mullion.audit_retention r on r.workspace_id = target
         where last.workspace_id = target and last.index = upto - 1;
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
