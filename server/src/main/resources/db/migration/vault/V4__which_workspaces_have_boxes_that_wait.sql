-- Which workspaces have sealed boxes that wait for a worker: a worker looks here every second, and into a workspace only where one waits.
create table mullion.intake_waiting (
    workspace_id uuid primary key references mullion.workspace (id),
    since        timestamptz not null
);
comment on table mullion.intake_waiting is 'global: which workspaces have sealed boxes that wait; of the boxes nothing is in it';
create index intake_waiting_by_age on mullion.intake_waiting (since);
grant select, insert, delete on mullion.intake_waiting to mullion_app;
