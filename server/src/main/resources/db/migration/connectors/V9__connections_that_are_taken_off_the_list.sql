-- A connection whose key never worked, or that was ended before anything was read, is taken off the list. What stays is a row without a secret
-- or a way to it: runs and counts belong to it, and said is why.
alter table mullion.connection add column removed_at timestamptz;
create index connection_by_removal on mullion.connection (workspace_id, removed_at) where removed_at is not null;
grant update (removed_at) on mullion.connection to mullion_app;
