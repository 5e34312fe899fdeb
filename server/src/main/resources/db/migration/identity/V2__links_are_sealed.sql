-- The seal is a MAC over everything that a link says: a row that was put together in SQL opens nothing. Links live for 15 minutes; the ones
-- of before are asked for again.
delete from mullion.one_time_link;
alter table mullion.one_time_link add column seal bytea not null check (length(seal) = 32);
