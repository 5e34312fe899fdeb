-- Who reads a connection just now, and when it is due again. The fence rises with every holder: what an earlier one still wants to write
-- does not count any more.
create table mullion.sync_lease (
    workspace_id  uuid not null,
    connection_id uuid not null,
    fence         bigint not null,
    run_id        uuid not null,
    held_until    timestamptz not null,
    due_at        timestamptz not null,
    primary key (workspace_id, connection_id),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
select mullion.protect('mullion.sync_lease', array['insert', 'update']);

-- How far one part of an account was read. read_to moves when a walk is complete; page and walk_newest are where an unfinished one goes on.
create table mullion.sync_part (
    workspace_id  uuid not null,
    connection_id uuid not null,
    part          text not null check (length(part) <= 60),
    read_to       timestamptz,
    page          text check (length(page) <= 300),
    walk_newest   timestamptz,
    primary key (workspace_id, connection_id, part),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
select mullion.protect('mullion.sync_part', array['insert', 'update']);

-- One run and what it covered. Sentences are Mullion's own; no word of a vendor's is in them.
create table mullion.sync_run (
    workspace_id  uuid not null,
    connection_id uuid not null,
    id            uuid not null,
    cause         text not null check (cause in ('clock', 'asked')),
    state         text not null check (state in ('running', 'complete', 'partial', 'failed')),
    started_at    timestamptz not null,
    ended_at      timestamptz,
    parts         int not null,
    parts_read    int not null,
    pages         int not null,
    objects       int not null,
    written       int not null,
    unchanged     int not null,
    bytes_read    bigint not null,
    bytes_kept    bigint not null,
    covers_from   timestamptz,
    covers_to     timestamptz,
    coverage      text not null check (length(coverage) <= 1000),
    primary key (workspace_id, connection_id, id),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
create index sync_run_by_time on mullion.sync_run (workspace_id, connection_id, started_at desc);
select mullion.protect('mullion.sync_run', array['insert', 'update']);
