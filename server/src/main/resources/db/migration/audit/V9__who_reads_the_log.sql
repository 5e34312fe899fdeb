-- Who read the log within the last quarter of an hour: the first read of each is an event, and the others within it are not. A row is taken away
-- with the first read after its time, so there are no more than readers of that quarter.
create table mullion.audit_reader (
    workspace_id uuid not null,
    reader       text not null check (length(reader) between 3 and 200),
    read_at      timestamptz not null,
    primary key (workspace_id, reader)
);
select mullion.protect('mullion.audit_reader', array['insert', 'delete']);
