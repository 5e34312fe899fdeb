-- Xero joins, and with it a way to be connected that other vendors have too: a person's consent at the vendor's own page.
alter table mullion.connection drop constraint if exists connection_connector_check;
alter table mullion.connection drop constraint if exists connection_kind_check;
alter table mullion.connection
    add constraint connection_connector_check check (connector in ('github', 'stripe', 'xero')),
    add constraint connection_kind_check check (kind in ('app', 'endpoint', 'key', 'grant'));

-- One consent. Its tokens are in the vault under its id; here stands who asked, how often they changed, and who changes them just now. The
-- fence rises with every holder: what an earlier one still wants to keep is not kept. nonce is the hash of what only the person's browser
-- knows, and is gone when it was used.
create table mullion.consent (
    workspace_id uuid not null references mullion.workspace (id),
    id           uuid not null,
    connector    text not null check (connector in ('xero')),
    person       text not null check (length(person) <= 200),
    state        text not null check (state in ('asked', 'sealed', 'choosing', 'live', 'ended')),
    nonce        bytea check (length(nonce) = 32),
    asked_at     timestamptz not null,
    state_at     timestamptz not null,
    said         text check (length(said) <= 300),
    fence        bigint not null,
    held_until   timestamptz not null,
    tokens       int not null,
    token_at     timestamptz,
    primary key (workspace_id, id)
);
alter table mullion.consent alter column said set statistics 0;
create unique index consent_by_nonce on mullion.consent (workspace_id, nonce) where nonce is not null;
select mullion.protect('mullion.consent');

-- What a consent opens: accounts at the vendor, each a connection as soon as somebody chose it. vendor_link is the vendor's own id of the way
-- there, by which it can be ended alone.
create table mullion.consent_account (
    workspace_id  uuid not null,
    consent_id    uuid not null,
    account       uuid not null,
    vendor_link   uuid not null,
    connection_id uuid,
    primary key (workspace_id, consent_id, account),
    foreign key (workspace_id, consent_id) references mullion.consent (workspace_id, id),
    foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id)
);
create index consent_account_by_connection on mullion.consent_account (workspace_id, connection_id);
create index consent_account_by_account on mullion.consent_account (workspace_id, account);
select mullion.protect('mullion.consent_account');
