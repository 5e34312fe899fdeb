-- Which control is being probed, by whom first: a lease, so that of several servers one tries at a time.
create table mullion.control (
    id            text primary key check (id ~ '^P[0-9]{2}$'),
    probed_at     timestamptz,
    claimed_until timestamptz
);
comment on table mullion.control is 'global: the promises are the installation''s own; holds nothing of a tenant';
grant select, insert on mullion.control to mullion_app;
grant update (probed_at, claimed_until) on mullion.control to mullion_app;

-- What the probes saw, the last of each control and a bounded past. The seal is a MAC over the row under a key that the database does not
-- have: a row that was put together or changed in SQL counts as no evidence.
create table mullion.control_evidence (
    control_id text not null references mullion.control (id),
    at         timestamptz not null,
    verdict    text not null check (verdict in ('active', 'partial', 'off', 'failed', 'attested')),
    took_ms    integer not null check (took_ms >= 0),
    finding    text not null check (length(finding) <= 20000),
    seal       bytea not null check (length(seal) = 32),
    primary key (control_id, at)
);
comment on table mullion.control_evidence is 'global: the evidence of the promises; figures and names of checks, nothing of a tenant';
grant select, insert, delete on mullion.control_evidence to mullion_app;
