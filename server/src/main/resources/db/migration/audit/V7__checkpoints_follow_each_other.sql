-- Each checkpoint goes on from the one before it, and nothing else does: of two servers that sign at once the second finds the place taken.
-- Without this both were kept, the smaller one after the larger, and perhaps under the key that the larger had replaced.
-- Those from before this version name none.
alter table mullion.audit_checkpoint add column follows bigint check (follows >= 0 and follows < size);
create unique index audit_checkpoint_chain on mullion.audit_checkpoint (workspace_id, follows);
