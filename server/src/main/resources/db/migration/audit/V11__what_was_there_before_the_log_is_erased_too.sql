-- The events of before the log were taken into it, and stay here as they were. So what erasure and policy take out of the log goes here as well: the
-- detail of an event, and nothing else of it. By the same rule as in the log: an event of the log says that the person was erased, or the policy in
-- force keeps nothing so old. It is asked here and not when events are taken in, because most were taken in before this version.
create function mullion.keep_audit_event()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE'
       and new.detail = ''
       and (new.workspace_id, new.id, new.at, new.action, new.actor_kind, new.actor, new.subject)
           = (old.workspace_id, old.id, old.at, old.action, old.actor_kind, old.actor, old.subject)
       and (exists (select from mullion.audit_entry e
                     where e.workspace_id = old.workspace_id and e.verb = 'person.erased'
                       and (e.object = 'person:' || old.subject
                            or old.actor_kind = 'person' and e.object = 'person:' || old.actor))
            or exists (select from mullion.audit_retention r
                        where r.workspace_id = old.workspace_id
                          and old.at < transaction_timestamp()
                                       - make_interval(days => mullion.days_in_force(r.keep_days, r.before_days, r.effective_at))))
    then
        return new;
    end if;
    raise exception 'the log is append-only: % is refused on %', lower(tg_op), tg_table_name;
end
$$;
revoke all on function mullion.keep_audit_event() from public;

drop trigger append_only on mullion.audit_event;
create trigger append_only before update or delete on mullion.audit_event for each row execute function mullion.keep_audit_event();
create trigger not_emptied before truncate on mullion.audit_event for each statement execute function mullion.refuse_change();
grant update (detail) on mullion.audit_event to mullion_app;
-- Nobody adds to them any more, and one that was made up would be taken into the log.
revoke insert on mullion.audit_event from mullion_app;
