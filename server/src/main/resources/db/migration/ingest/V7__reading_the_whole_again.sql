-- Somebody asked for everything to be read again. How far that has come stands apart from how far changes were read: if it is cut, neither
-- loses its place.
create table mullion.sync_backfill (
    workspace_id  uuid not null,
    connection_id uuid not null,
    asked_at      timestamptz not null,
    ended_at      timestamptz,
    primary key (workspace_id, connection_id),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
select mullion.protect('mullion.sync_backfill', array['insert', 'update']);

-- One part of it. It is over where is_done; else page is where it goes on, and walk_newest the latest change that it has seen.
create table mullion.sync_backfill_part (
    workspace_id  uuid not null,
    connection_id uuid not null,
    part          text not null check (length(part) <= 60),
    page          text check (length(page) <= 300),
    walk_newest   timestamptz,
    is_done       boolean not null,
    primary key (workspace_id, connection_id, part),
    foreign key (workspace_id, connection_id) references mullion.sync_backfill (workspace_id, connection_id)
);
select mullion.protect('mullion.sync_backfill_part');

alter table mullion.sync_run
    drop constraint sync_run_cause_check,
    add constraint sync_run_cause_check check (cause in ('clock', 'asked', 'backfill'));
