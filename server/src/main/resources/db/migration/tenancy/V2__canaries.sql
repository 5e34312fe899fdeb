-- What `verify isolation` tries to steal: rows of two hidden workspaces, made and deleted by each run. Every other tenant table has the
-- same protection from the same function, so what holds here holds there.
create table mullion.canary (
    workspace_id uuid not null references mullion.workspace (id),
    id           uuid not null,
    parent       uuid,
    note         text not null check (length(note) <= 80),
    primary key (workspace_id, id),
    foreign key (workspace_id, parent) references mullion.canary (workspace_id, id)
);
select mullion.protect('mullion.canary');
