-- At what a workspace converts. Facts and their sums stay in their own currencies; a converted sum is computed beside them and is never stored.
-- rate is what one unit of the currency is worth in the reporting currency, in whole units of both.
create table mullion.reporting_currency (
    workspace_id uuid primary key references mullion.workspace (id),
    currency     text not null check (currency ~ '^[A-Z]{3}$')
);
select mullion.protect('mullion.reporting_currency');

create table mullion.exchange_rate (
    workspace_id uuid not null references mullion.workspace (id),
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    rate         numeric(24, 12) not null check (rate > 0),
    as_of        date not null,
    primary key (workspace_id, currency)
);
select mullion.protect('mullion.exchange_rate');
