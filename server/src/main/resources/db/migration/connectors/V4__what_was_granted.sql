-- What a vendor granted, as it was read back last; never more than the manifest asks.
alter table mullion.connection
    add column granted text check (length(granted) <= 1000),
    add column granted_at timestamptz;
alter table mullion.connection alter column granted set statistics 0;
grant update (granted, granted_at) on mullion.connection to mullion_app;
