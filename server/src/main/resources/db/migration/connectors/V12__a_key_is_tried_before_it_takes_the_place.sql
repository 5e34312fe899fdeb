-- Another key for a connection by key waits in the vault beside the one that works, until its vendor has accepted it. Of two that are pasted
-- one after the other the later counts: number says which. said is why one was refused; the one before works on.
create table mullion.key_try (
    workspace_id  uuid not null,
    connection_id uuid not null,
    number        int not null check (number > 0),
    asked_at      timestamptz not null,
    due_at        timestamptz not null,
    ended_at      timestamptz,
    said          text check (length(said) <= 300),
    primary key (workspace_id, connection_id),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
create index key_try_by_due on mullion.key_try (workspace_id, due_at) where ended_at is null;
select mullion.protect('mullion.key_try');
