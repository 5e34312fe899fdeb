-- Typed metadata of engineering. Kinds of columns: id, id hash, amount, instant, stage, count, flag; the only text that a vendor wrote is
-- label.text and repository.language.
create table mullion.label (
    workspace_id uuid not null references mullion.workspace (id),
    kind         text not null check (kind in ('repository')),
    external_id  bigint not null,
    text         text not null check (length(text) between 1 and 120),
    as_of        timestamptz not null,
    primary key (workspace_id, kind, external_id)
);
select mullion.protect('mullion.label');

create table mullion.repository (
    workspace_id   uuid not null references mullion.workspace (id),
    id             bigint not null,
    private        boolean not null,
    archived       boolean not null,
    fork           boolean not null,
    language       text check (length(language) <= 40),
    size_kilobytes int,
    open_issues    int,
    created_at     timestamptz,
    pushed_at      timestamptz,
    removed_at     timestamptz,
    as_of          timestamptz not null,
    primary key (workspace_id, id)
);
select mullion.protect('mullion.repository');

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
    merged_at           timestamptz,
    closed_at           timestamptz,
    first_commit_at     timestamptz,
    branch              uuid,
    into_default        boolean,
    reviewers_asked     int,
    additions           int,
    deletions           int,
    changed_files       int,
    commits             int,
    comments            int,
    review_comments     int,
    sized_at            timestamptz,
    updated_at          timestamptz not null,
    primary key (workspace_id, id)
);
create index pull_request_by_state on mullion.pull_request (workspace_id, state, opened_at);
create index pull_request_by_merge on mullion.pull_request (workspace_id, merged_at) where merged_at is not null;
create index pull_request_by_branch on mullion.pull_request (workspace_id, repository_id, branch);
create index pull_request_by_update on mullion.pull_request (workspace_id, updated_at desc, id desc);
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
create index push_by_branch on mullion.push (workspace_id, repository_id, branch, at);
create index push_by_time on mullion.push (workspace_id, at desc, id desc);
select mullion.protect('mullion.push');
