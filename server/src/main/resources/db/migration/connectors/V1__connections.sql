-- One workspace's link to one vendor account. The secret of an endpoint is derived from the master key (label, id, version): no secret
-- is stored here.
create table mullion.connection (
    workspace_id       uuid not null references mullion.workspace (id),
    id                 uuid not null,
    connector          text not null check (connector in ('github')),
    kind               text not null check (kind in ('app', 'endpoint')),
    state              text not null check (state in ('waiting', 'active', 'suspended', 'disconnected')),
    installation       bigint,
    secret_version     int not null,
    labels_kept        boolean not null,
    created_at         timestamptz not null,
    state_at           timestamptz not null,
    lifecycle_at       timestamptz,
    primary key (workspace_id, id),
    check ((kind = 'app') = (installation is not null))
);
create index connection_by_age on mullion.connection (workspace_id, created_at, id);
select mullion.protect('mullion.connection', array['insert', 'update']);
