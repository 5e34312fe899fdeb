-- Where a log is with the events that its workspace had before there was a log: they are taken in some at a time.
create table mullion.audit_older (
    workspace_id uuid not null primary key references mullion.workspace (id),
    at           timestamptz not null,
    id           uuid not null
);
comment on table mullion.audit_older is 'the last one that was taken; no row where none is left';
select mullion.protect('mullion.audit_older');
