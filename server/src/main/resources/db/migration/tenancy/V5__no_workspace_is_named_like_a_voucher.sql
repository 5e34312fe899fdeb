-- A context for a name of version 8 is the server's word for a row (audit, V10): no workspace has such a name.
alter table mullion.workspace add constraint workspace_id_is_no_voucher check (substr(id::text, 15, 1) <> '8');
