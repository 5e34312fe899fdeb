-- The receipt of one import, committed together with its facts: what was counted, never what was sent.
create table mullion.import_receipt (
    workspace_id uuid not null references mullion.workspace (id),
    id           uuid not null,
    kind         text not null check (kind in ('infrastructure', 'compliance')),
    format       text not null check (format in ('json', 'csv')),
    source       text not null check (source ~ '^[a-z0-9][a-z0-9._-]{0,59}$'),
    as_of        timestamptz not null,
    actor_kind   text not null check (actor_kind in ('person', 'token', 'operator')),
    actor        text not null check (length(actor) <= 200),
    facts        int not null,
    written      int not null,
    unchanged    int not null,
    bytes_read   int not null,
    bytes_kept   bigint not null,
    taken_at     timestamptz not null,
    primary key (workspace_id, id)
);
create index import_receipt_by_time on mullion.import_receipt (workspace_id, taken_at desc, id desc);
select mullion.protect('mullion.import_receipt', array['insert']);
