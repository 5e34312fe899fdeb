-- A link that may do more than it should is refused, and a state says why in Mullion's own words.
alter table mullion.connection
    drop constraint connection_state_check,
    add constraint connection_state_check check (state in ('waiting', 'active', 'suspended', 'refused', 'disconnected')),
    add column said text check (length(said) <= 300);
alter table mullion.connection alter column said set statistics 0;
grant update (said) on mullion.connection to mullion_app;
