-- The connection that a label came by, so that it goes when that connection keeps no names any more. A label from before is nobody's until it
-- is said again, and goes with any connection.
alter table mullion.label add column source uuid;
grant update (source) on mullion.label to mullion_app;
