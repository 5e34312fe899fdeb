-- Typed metadata of engineering. Kinds of columns: id, id hash, amount, instant, stage, count, flag; the only text that a vendor wrote is
-- label.text and repository.language. A column X_at beside X is the version of the statement that X comes from.
create table mullion.label (
    workspace_id uuid not null references mullion.workspace (id),
    kind         text not null check (kind in ('repository')),
    external_id  bigint not null,
    text         text not null check (length(text) between 1 and 120),
    as_of        timestamptz not null,
    primary key (workspace_id, kind, external_id)
) with (fillfactor = 70);
select mullion.protect('mullion.label');

-- Nearly every delivery restates its repository: room in each page lets the row be replaced beside itself, without touching the index.
-- as_of is null while nothing but the removal is known.
create table mullion.repository (
    workspace_id   uuid not null references mullion.workspace (id),
    id             bigint not null,
    private        boolean,
    archived       boolean,
    fork           boolean,
    language       text check (length(language) <= 40),
    size_kilobytes int,
    open_issues    int,
    detailed_at    timestamptz,
    created_at     timestamptz,
    pushed_at      timestamptz,
    removed_at     timestamptz,
    as_of          timestamptz,
    primary key (workspace_id, id)
) with (fillfactor = 70);
select mullion.protect('mullion.repository');

-- The durations are computed here, once and in one place, and in seconds. Ready is first_ready_at, else opened_at. A stage without its two
-- instants is null, never zero; what happened before a pull request was ready does not make a stage negative.
create table mullion.pull_request (
    workspace_id        uuid not null references mullion.workspace (id),
    id                  bigint not null,
    repository_id       bigint not null,
    number              int not null,
    state               text not null check (state in ('draft', 'open', 'closed', 'merged')),
    author              uuid,
    author_is_bot       boolean not null,
    association         text not null,
    opened_at           timestamptz not null,
    first_ready_at      timestamptz,
    first_review_at     timestamptz,
    last_review_at      timestamptz,
    merged_at           timestamptz,
    closed_at           timestamptz,
    first_commit_at     timestamptz,
    branch              uuid,
    branch_at           timestamptz,
    into_default        boolean,
    into_default_at     timestamptz,
    reviewers_asked     int,
    reviewers_asked_at  timestamptz,
    additions           int,
    deletions           int,
    changed_files       int,
    commits             int,
    comments            int,
    review_comments     int,
    sized_at            timestamptz,
    updated_at          timestamptz not null,
    coding_seconds      bigint generated always as (
        case when first_commit_at is not null
             then greatest(extract(epoch from coalesce(first_ready_at, opened_at) - first_commit_at), 0) end) stored,
    pickup_seconds      bigint generated always as (
        case when first_review_at is not null and (merged_at is null or first_review_at <= merged_at)
             then greatest(extract(epoch from first_review_at - coalesce(first_ready_at, opened_at)), 0) end) stored,
    review_seconds      bigint generated always as (
        case when last_review_at is not null and first_review_at is not null
             then greatest(extract(epoch from last_review_at - greatest(first_review_at, first_ready_at, opened_at)), 0) end) stored,
    merge_seconds       bigint generated always as (
        case when last_review_at is not null and merged_at is not null
             then greatest(extract(epoch from merged_at - greatest(last_review_at, first_ready_at, opened_at)), 0) end) stored,
    cycle_seconds       bigint generated always as (
        case when merged_at is not null
             then greatest(extract(epoch from merged_at - least(first_commit_at, opened_at)), 0) end) stored,
    primary key (workspace_id, id)
) with (fillfactor = 85);
create index pull_request_by_opening on mullion.pull_request (workspace_id, opened_at, id);
create index pull_request_in_progress on mullion.pull_request (workspace_id, opened_at, id) where state in ('draft', 'open');
create index pull_request_by_merge on mullion.pull_request (workspace_id, merged_at) where merged_at is not null;
create index pull_request_by_branch on mullion.pull_request (workspace_id, branch, opened_at) where branch is not null;
create index pull_request_by_update on mullion.pull_request (workspace_id, updated_at, id);
select mullion.protect('mullion.pull_request');

create table mullion.review (
    workspace_id    uuid not null references mullion.workspace (id),
    id              bigint not null,
    pull_request_id bigint not null,
    repository_id   bigint not null,
    reviewer        uuid,
    reviewer_is_bot boolean not null,
    state           text not null check (state in ('commented', 'approved', 'changes_requested', 'dismissed')),
    submitted_at    timestamptz not null,
    primary key (workspace_id, id)
);
create index review_of_pull_request on mullion.review (workspace_id, pull_request_id, submitted_at);
create index review_by_time on mullion.review (workspace_id, submitted_at);
select mullion.protect('mullion.review');

create table mullion.push (
    workspace_id     uuid not null references mullion.workspace (id),
    id               uuid not null,
    repository_id    bigint not null,
    branch           uuid,
    to_default       boolean not null,
    created          boolean not null,
    deleted          boolean not null,
    forced           boolean not null,
    pusher           uuid,
    commits          int not null,
    distinct_commits int not null,
    committed_at     timestamptz[] not null,
    at               timestamptz not null,
    primary key (workspace_id, id)
);
create index push_by_branch on mullion.push (workspace_id, branch, at) where branch is not null;
create index push_by_time on mullion.push (workspace_id, at desc, id desc);
select mullion.protect('mullion.push');
