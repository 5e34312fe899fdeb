-- Review load is read from the primary key, the weeks and stages of half a year from the other two, all without the table: of 100,000 pull
-- requests among other tenants' that halves the work of the page.
alter table mullion.pull_request
    drop constraint pull_request_pkey,
    add primary key (workspace_id, id) include (author, opened_at, first_ready_at);

drop index mullion.pull_request_by_opening;
create index pull_request_by_opening on mullion.pull_request (workspace_id, opened_at, id) include (repository_id, author_is_bot);

drop index mullion.pull_request_by_merge;
create index pull_request_by_merge on mullion.pull_request (workspace_id, merged_at)
       include (repository_id, author_is_bot, coding_seconds, pickup_seconds, review_seconds, merge_seconds, cycle_seconds)
 where merged_at is not null;
