-- How long somebody's wish to disconnect took until the secrets were deleted and that was committed. millis is noted after that: where it is
-- null, nobody lived to measure.
create table mullion.disconnect (
    workspace_id  uuid not null,
    connection_id uuid not null,
    ended_at      timestamptz not null,
    millis        int check (millis >= 0),
    primary key (workspace_id, connection_id, ended_at),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
create index disconnect_by_time on mullion.disconnect (workspace_id, ended_at);
select mullion.protect('mullion.disconnect');
