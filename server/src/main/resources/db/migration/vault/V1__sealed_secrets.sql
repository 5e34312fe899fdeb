-- Secrets of a workspace, sealed under keys that are not in this database. Whatever a row says of itself is bound to what is sealed in it:
-- moved to another workspace, owner or field, given other hosts or put back as it once was, it does not open.
create table mullion.secret (
    workspace_id uuid not null references mullion.workspace (id),
    owner        uuid not null,
    field        text not null check (field ~ '^[a-z][a-z0-9-]{0,39}$'),
    class        text not null check (class in ('vendor-token', 'verification-key', 'mfa-seed', 'signing-key')),
    hosts        text[] not null check (cardinality(hosts) <= 20),
    key_version  int not null check (key_version > 0),
    row_version  bigint not null check (row_version > 0),
    sealed       bytea not null check (length(sealed) <= 66000),
    created_at   timestamptz not null,
    sealed_at    timestamptz not null,
    primary key (workspace_id, owner, field)
);
create index secret_by_key_version on mullion.secret (workspace_id, key_version);
select mullion.protect('mullion.secret');

-- The newest version of each row, which outlives the row: an old one that is put back is known for it.
create table mullion.secret_version (
    workspace_id uuid not null references mullion.workspace (id),
    owner        uuid not null,
    field        text not null check (length(field) <= 40),
    latest       bigint not null,
    primary key (workspace_id, owner, field)
);
select mullion.protect('mullion.secret_version');

-- How often a secret was used for what, and how often it did not open, by the hour. Told once to the audit trail.
create table mullion.secret_use (
    workspace_id uuid not null references mullion.workspace (id),
    owner        uuid not null,
    field        text not null check (length(field) <= 40),
    purpose      text not null check (length(purpose) <= 40),
    outcome      text not null check (length(outcome) <= 40),
    hour         timestamptz not null,
    uses         bigint not null check (uses > 0),
    told         boolean not null,
    primary key (workspace_id, owner, field, purpose, outcome, hour)
);
create index secret_use_by_hour on mullion.secret_use (workspace_id, told, hour);
select mullion.protect('mullion.secret_use');

-- What was pasted or exchanged, in a sealed box to the workspace's intake key, until a worker seals it anew.
create table mullion.sealed_intake (
    workspace_id uuid not null references mullion.workspace (id),
    id           uuid not null,
    owner        uuid not null,
    field        text not null check (field ~ '^[a-z][a-z0-9-]{0,39}$'),
    class        text not null check (class in ('vendor-token', 'verification-key', 'mfa-seed', 'signing-key')),
    hosts        text[] not null check (cardinality(hosts) <= 20),
    actor_kind   text not null check (length(actor_kind) <= 20),
    actor        text not null check (length(actor) <= 200),
    box          bytea not null check (length(box) <= 66000),
    created_at   timestamptz not null,
    primary key (workspace_id, id)
);
create index sealed_intake_by_age on mullion.sealed_intake (workspace_id, created_at, id);
select mullion.protect('mullion.sealed_intake', array['insert', 'delete']);
