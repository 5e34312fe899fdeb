-- What has no vendor to be read from and is imported instead. source is the importer's word for where it comes from, so that two sources
-- never meet; as_of is the importer's version, by which the later statement holds. Providers, services and ids of tasks are words of a few
-- characters: there is no title and no name here.
create table mullion.infrastructure_cost (
    workspace_id uuid not null references mullion.workspace (id),
    source       text not null check (source ~ '^[a-z0-9][a-z0-9._-]{0,59}$'),
    provider     text not null check (provider ~ '^[a-z0-9][a-z0-9._-]{0,59}$'),
    month        date not null check (extract(day from month) = 1),
    service      text not null check (service ~ '^([a-z0-9][a-z0-9._-]{0,59})?$'),
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    amount       bigint not null,
    as_of        timestamptz not null,
    primary key (workspace_id, source, provider, month, service)
) with (fillfactor = 80);
create index infrastructure_cost_by_month on mullion.infrastructure_cost (workspace_id, month, source, provider, service)
    include (currency, amount);
select mullion.protect('mullion.infrastructure_cost');

create table mullion.compliance_task (
    workspace_id uuid not null references mullion.workspace (id),
    source       text not null check (source ~ '^[a-z0-9][a-z0-9._-]{0,59}$'),
    id           text not null check (id ~ '^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$'),
    severity     text not null check (severity in ('low', 'medium', 'high', 'critical')),
    state        text not null check (state in ('open', 'in_progress', 'done', 'dismissed')),
    due_on       date,
    as_of        timestamptz not null,
    primary key (workspace_id, source, id)
) with (fillfactor = 80);
create index compliance_task_by_day on mullion.compliance_task (workspace_id, (coalesce(due_on, 'infinity'::date)), source, id);
select mullion.protect('mullion.compliance_task');
