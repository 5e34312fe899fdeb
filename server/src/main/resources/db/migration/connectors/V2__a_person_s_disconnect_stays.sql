-- What somebody here has ended, no message of the vendor takes up again.
alter table mullion.connection add column ended_here boolean not null default false;
grant update (ended_here) on mullion.connection to mullion_app;
