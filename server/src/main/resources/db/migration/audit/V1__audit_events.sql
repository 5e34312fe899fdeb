-- What happened in a workspace. Append-only: the app role may only insert and read, and a trigger refuses even the owner.
create table mullion.audit_event (
    workspace_id uuid not null references mullion.workspace (id),
    id           uuid not null,
    at           timestamptz not null,
    action       text not null check (action ~ '^[a-z-]+(\.[a-z-]+)+$'),
    actor_kind   text not null check (actor_kind in ('person', 'token', 'operator', 'system')),
    actor        text not null check (length(actor) <= 200),
    subject      text not null check (length(subject) <= 200),
    detail       text not null check (length(detail) <= 500),
    primary key (workspace_id, id)
);
create index audit_event_by_time on mullion.audit_event (workspace_id, at desc, id desc);
select mullion.protect('mullion.audit_event', array['insert']);

create trigger append_only before update or delete or truncate on mullion.audit_event
    for each statement execute function mullion.refuse_change();
