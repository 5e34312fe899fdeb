-- A link by which the owner of an account at a vendor connects it to one workspace without being a member. Its token is nowhere: a route
-- finds the row by a keyed hash of it. What it is for and how long it is good cannot be changed.
alter table mullion.route
    drop constraint route_kind_check,
    add constraint route_kind_check check (kind in ('token', 'hook', 'installation', 'connect'));

create table mullion.connect_link (
    workspace_id uuid not null references mullion.workspace (id),
    id           uuid not null,
    connector    text not null check (connector in ('stripe', 'xero')),
    maker_kind   text not null check (maker_kind in ('person', 'token', 'operator')),
    maker        text not null check (length(maker) <= 200),
    made_at      timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz,
    withdrawn_at timestamptz,
    primary key (workspace_id, id)
);
create index connect_link_by_expiry on mullion.connect_link (workspace_id, expires_at);
select mullion.protect('mullion.connect_link', array['insert', 'delete']);
grant update (used_at, withdrawn_at) on mullion.connect_link to mullion_app;
