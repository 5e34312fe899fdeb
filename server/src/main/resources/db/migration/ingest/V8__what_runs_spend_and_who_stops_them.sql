-- Who asked a run to stop. The run sees it in the transaction of its next page, which writes this row anyway.
alter table mullion.sync_run
    add column stop_asked_at timestamptz,
    add column stop_asked_by text check (stop_asked_by in ('person', 'token', 'operator', 'system')),
    add constraint sync_run_stop_check check ((stop_asked_at is null) = (stop_asked_by is null));

-- How often its vendor was asked, how many of these requests asked once more, and what the vendor said last that it leaves: one place in
-- each of the lists for each kind of budget, at most four. They stand in the row that is written with every page, and cost no statement.
alter table mullion.sync_run
    add column requests     int not null default 0,
    add column repeats      int not null default 0,
    add column budget_kind  text[] not null default '{}' check (budget_kind <@ array['requests', 'points', 'day', 'minute']),
    add column budget_left  bigint[] not null default '{}',
    add column budget_most  bigint[] not null default '{}',
    add column budget_until timestamptz[] not null default '{}',
    add column budget_at    timestamptz[] not null default '{}',
    add constraint sync_run_budget_check check (cardinality(budget_kind) <= 4
        and cardinality(budget_left) = cardinality(budget_kind) and cardinality(budget_most) = cardinality(budget_kind)
        and cardinality(budget_until) = cardinality(budget_kind) and cardinality(budget_at) = cardinality(budget_kind));
grant update (stop_asked_at, stop_asked_by, requests, repeats, budget_kind, budget_left, budget_most, budget_until, budget_at)
    on mullion.sync_run to mullion_app;
