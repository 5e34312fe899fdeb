-- Up to which hour the audit trail has the counts of a connection. Two servers, or one that starts again, tell an hour once: who moves
-- this row on tells it, in the same transaction.
create table mullion.delivery_told (
    workspace_id  uuid not null,
    connection_id uuid not null,
    hour          timestamptz not null,
    primary key (workspace_id, connection_id),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
select mullion.protect('mullion.delivery_told', array['insert', 'update']);
