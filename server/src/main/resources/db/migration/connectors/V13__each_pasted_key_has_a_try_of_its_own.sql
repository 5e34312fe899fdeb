-- Each key that is pasted beside another has a try of its own, and names the box that it came in: where that does not open, the one who
-- pasted it is told so, and the key from before is tried on under its own number. What is over goes with a later paste.
alter table mullion.key_try drop constraint key_try_pkey;
alter table mullion.key_try add primary key (workspace_id, connection_id, number);
alter table mullion.key_try add column box uuid;
