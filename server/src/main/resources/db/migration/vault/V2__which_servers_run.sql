-- Which servers hold keys of this installation just now. Each says so once a minute and leaves a mark in its key store: servers that do not
-- find each other's mark do not share one.
create table mullion.key_holder (
    node    uuid primary key,
    host    text not null check (length(host) <= 200),
    roles   text not null check (length(roles) <= 20),
    seen_at timestamptz not null
);
comment on table mullion.key_holder is 'global: the servers of this installation; holds nothing of a tenant';
grant select, insert, delete on mullion.key_holder to mullion_app;
grant update (seen_at) on mullion.key_holder to mullion_app;
