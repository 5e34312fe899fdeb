-- What came of trying each permission of a connection, the last time that somebody asked for it. said is a sentence of Mullion's own.
create table mullion.permission_trial (
    workspace_id  uuid not null,
    connection_id uuid not null,
    permission    text not null check (length(permission) <= 100),
    outcome       text not null check (outcome in ('granted', 'missing', 'broader', 'untold')),
    said          text check (length(said) <= 300),
    tried_at      timestamptz not null,
    primary key (workspace_id, connection_id, permission),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
alter table mullion.permission_trial alter column said set statistics 0;
select mullion.protect('mullion.permission_trial');
