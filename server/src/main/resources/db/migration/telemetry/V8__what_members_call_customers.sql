-- What members call a customer, who is a keyed hash in every fact. It stands beside the facts and never in them: to take it back is to delete
-- one row. Only who is in the facts can be named, so that there are never more rows here than customers.
create table mullion.alias (
    workspace_id uuid not null references mullion.workspace (id),
    customer     uuid not null,
    text         text not null check (length(text) between 1 and 120),
    primary key (workspace_id, customer)
);
select mullion.protect('mullion.alias');

create index invoice_of_customer on mullion.invoice (workspace_id, counterparty) where direction = 'receivable' and counterparty is not null;
