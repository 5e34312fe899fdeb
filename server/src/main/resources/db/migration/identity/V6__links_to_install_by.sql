-- The owner of an account at GitHub installs the App by a link as well.
alter table mullion.connect_link drop constraint if exists connect_link_connector_check;
alter table mullion.connect_link
    add constraint connect_link_connector_check check (connector in ('github', 'stripe', 'xero'));
