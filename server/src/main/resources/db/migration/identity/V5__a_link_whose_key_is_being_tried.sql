-- While a vendor is asked whether the key does that came by a link, nobody else begins anything by it. The link is used up when the key worked;
-- one that the vendor refused leaves it as it was.
alter table mullion.connect_link add column trying_until timestamptz;
grant update (trying_until) on mullion.connect_link to mullion_app;
