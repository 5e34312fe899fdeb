-- Since when whole lists of an account have not shown a part, and since when it is taken for gone.
alter table mullion.sync_part
    add column missed_at timestamptz,
    add column gone_at timestamptz;
grant update (missed_at, gone_at) on mullion.sync_part to mullion_app;
