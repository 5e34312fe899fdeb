-- Money owed and paid, as books state it. Amounts are minor units of their currency as telemetry.money counts them, and are never converted.
-- source is the connection that brought a row and id the vendor's own id in it, so that ids of two accounts never meet. Nobody's name is
-- here: a customer or supplier is a keyed hash, and a supplier that the shipped catalogue of businesses knows carries its id there.
create table mullion.books (
    workspace_id  uuid not null references mullion.workspace (id),
    source        uuid not null,
    base_currency text not null check (base_currency ~ '^[A-Z]{3}$'),
    zone          text not null check (length(zone) <= 40),
    as_of         timestamptz not null,
    primary key (workspace_id, source)
);
select mullion.protect('mullion.books');

create table mullion.invoice (
    workspace_id uuid not null references mullion.workspace (id),
    source       uuid not null,
    id           text not null check (length(id) between 1 and 64),
    direction    text not null check (direction in ('receivable', 'payable')),
    state        text not null check (state in ('draft', 'submitted', 'open', 'paid', 'voided', 'deleted')),
    counterparty uuid,
    vendor       text check (length(vendor) <= 40),
    issued_on    date not null,
    due_on       date,
    paid_on      date,
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    total        bigint not null,
    tax          bigint not null,
    due          bigint not null,
    paid         bigint not null,
    credited     bigint not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, source, id)
) with (fillfactor = 80);
create index invoice_open on mullion.invoice (workspace_id, (coalesce(due_on, issued_on)), source, id)
 where direction = 'receivable' and state = 'open' and due <> 0;
create index invoice_spent on mullion.invoice (workspace_id, issued_on, source, id) include (currency, vendor, total)
 where direction = 'payable' and state in ('open', 'paid');
select mullion.protect('mullion.invoice');

create table mullion.payment (
    workspace_id uuid not null references mullion.workspace (id),
    source       uuid not null,
    id           text not null check (length(id) between 1 and 64),
    direction    text not null check (direction in ('received', 'made')),
    state        text not null check (state in ('made', 'deleted')),
    paid_for     text not null check (paid_for in ('invoice', 'credit_note', 'overpayment', 'prepayment')),
    paid_for_id  text check (length(paid_for_id) between 1 and 64),
    paid_on      date not null,
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    amount       bigint not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, source, id)
) with (fillfactor = 80);
create index payment_by_invoice on mullion.payment (workspace_id, source, paid_for_id) where paid_for_id is not null;
select mullion.protect('mullion.payment');

create table mullion.credit (
    workspace_id uuid not null references mullion.workspace (id),
    source       uuid not null,
    id           text not null check (length(id) between 1 and 64),
    kind         text not null check (kind in ('credit_note', 'overpayment', 'prepayment')),
    direction    text not null check (direction in ('receivable', 'payable')),
    state        text not null check (state in ('draft', 'submitted', 'open', 'used', 'voided', 'deleted')),
    counterparty uuid,
    vendor       text check (length(vendor) <= 40),
    issued_on    date not null,
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    total        bigint not null,
    remaining    bigint not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, source, id)
) with (fillfactor = 80);
create index credit_open on mullion.credit (workspace_id, issued_on, source, id) where state = 'open' and remaining <> 0;
select mullion.protect('mullion.credit');
