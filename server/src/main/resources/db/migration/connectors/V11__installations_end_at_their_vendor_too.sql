-- What somebody was shown to own and disconnects here ends at its vendor as well. account is a keyed hash of what it stands on there: installed
-- anew, it has another number, and goes on as the same connection. farewell is how far its end has got, and farewell_at when it is tried next,
-- or when a try that nobody ended counts as none.
alter table mullion.connection
    add column account        uuid,
    add column farewell       text check (farewell in ('due', 'saying', 'said', 'unsaid')),
    add column farewell_tries int not null default 0 check (farewell_tries >= 0),
    add column farewell_at    timestamptz;
alter table mullion.connection
    add constraint connection_farewell_check1 check (farewell is null or (kind = 'app' and farewell_at is not null));
create index connection_by_farewell on mullion.connection (workspace_id, farewell_at) where farewell in ('due', 'saying');
grant update (account, farewell, farewell_tries, farewell_at) on mullion.connection to mullion_app;
