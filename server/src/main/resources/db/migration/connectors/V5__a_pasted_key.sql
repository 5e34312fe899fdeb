-- A connection by a key that somebody pastes: read by itself, and with an address of its own for the vendor's messages. A key is of the
-- vendor's live mode or of its test mode.
alter table mullion.connection
    drop constraint connection_connector_check,
    add constraint connection_connector_check check (connector in ('github', 'stripe', 'xero')),
    drop constraint connection_kind_check,
    add constraint connection_kind_check check (kind in ('app', 'endpoint', 'key')),
    add column mode text check (mode in ('live', 'test')),
    add constraint connection_mode_check1 check ((kind = 'key') = (mode is not null));
