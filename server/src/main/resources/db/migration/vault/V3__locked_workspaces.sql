-- That a workspace's keys are locked was told to its log. The row is there from then until they open again, so that of several servers one
-- tells it, once.
create table mullion.key_lock (
    workspace_id uuid primary key references mullion.workspace (id),
    since        timestamptz not null
);
select mullion.protect('mullion.key_lock', array['insert', 'delete']);
