-- A delivery that was processed to its end: committed together with its facts, so that a redelivery after a crash is processed and one
-- after success is not. It keeps what was counted, never what was sent.
create table mullion.delivery (
    workspace_id  uuid not null references mullion.workspace (id),
    connection_id uuid not null,
    id            uuid not null,
    event         text not null check (length(event) <= 60),
    action        text not null check (length(action) <= 60),
    outcome       text not null check (outcome in ('kept', 'ignored', 'unreadable', 'disconnected')),
    fault_path    text check (length(fault_path) <= 200),
    bytes_read    int not null,
    bytes_kept    int not null,
    received_at   timestamptz not null,
    primary key (workspace_id, connection_id, id),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
create index delivery_by_time on mullion.delivery (workspace_id, received_at desc, id desc);
select mullion.protect('mullion.delivery', array['insert', 'update', 'delete']);

-- Counts by the hour, for pages and for the audit trail; they outlive the deliveries. Refusals and duplicates are counted here alone.
create table mullion.delivery_hour (
    workspace_id  uuid not null references mullion.workspace (id),
    connection_id uuid not null,
    hour          timestamptz not null,
    outcome       text not null check (outcome in ('kept', 'ignored', 'unreadable', 'disconnected', 'duplicate', 'refused')),
    deliveries    bigint not null,
    bytes_read    bigint not null,
    bytes_kept    bigint not null,
    last_at       timestamptz not null,
    primary key (workspace_id, connection_id, hour, outcome),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
select mullion.protect('mullion.delivery_hour', array['insert', 'update']);

-- Deliveries to the operator's App that belong to nobody: unclaimed installations, bad signatures. Counts only.
create table mullion.stray_hour (
    connector  text not null,
    hour       timestamptz not null,
    outcome    text not null check (outcome in ('unclaimed', 'refused')),
    deliveries bigint not null,
    primary key (connector, hour, outcome)
);
comment on table mullion.stray_hour is 'global: counts of deliveries that no workspace has claimed';
grant select, insert on mullion.stray_hour to mullion_app;
grant update (deliveries) on mullion.stray_hour to mullion_app;
