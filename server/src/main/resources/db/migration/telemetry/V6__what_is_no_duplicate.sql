-- What somebody said of businesses that looked bought twice: that they are not. vendors are ids of the shipped catalogue in their order, so
-- that a group with one more in it is another one, and is asked about again.
create table mullion.duplicate_dismissal (
    workspace_id uuid not null references mullion.workspace (id),
    reason       text not null check (reason in ('same-job', 'two-names')),
    vendors      text[] not null check (cardinality(vendors) between 1 and 30),
    dismissed_at timestamptz not null,
    primary key (workspace_id, reason, vendors)
);
select mullion.protect('mullion.duplicate_dismissal');
