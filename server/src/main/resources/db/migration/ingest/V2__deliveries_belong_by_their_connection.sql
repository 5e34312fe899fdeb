-- A connection belongs to a workspace, and a delivery to a connection of the same workspace: the second reference to the workspace said
-- nothing more and was checked row by row at the rate of webhooks.
alter table mullion.delivery drop constraint delivery_workspace_id_fkey;
alter table mullion.delivery_hour drop constraint delivery_hour_workspace_id_fkey;
