-- Two tenants as the first release held them: every table of the first migrations has rows of both.
insert into mullion.workspace (id, slug, name, kind, state, created_at)
select ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'earlier-' || n, 'An earlier workspace', 'customer', 'active', '2026-01-05 08:00:00+00'
  from generate_series(1, 2) n;

insert into mullion.route (kind, key, workspace_id, target)
select 'hook', sha256(w.slug::bytea), w.id, w.id from mullion.workspace w where w.slug like 'earlier-%';

insert into mullion.connection (workspace_id, id, connector, kind, state, secret_version, labels_kept, created_at, state_at)
select w.id, w.id, 'github', 'endpoint', 'active', 1, true, w.created_at, w.created_at
  from mullion.workspace w where w.slug like 'earlier-%';

insert into mullion.delivery (workspace_id, connection_id, id, event, action, outcome, bytes_read, bytes_kept, received_at)
select w.id, w.id, gen_random_uuid(), 'pull_request', 'opened', 'kept', 28000, 170, w.created_at + n * interval '1 minute'
  from mullion.workspace w cross join generate_series(1, 500) n where w.slug like 'earlier-%';

insert into mullion.delivery_hour (workspace_id, connection_id, hour, outcome, deliveries, bytes_read, bytes_kept, last_at)
select d.workspace_id, d.connection_id, date_trunc('hour', d.received_at), 'kept', count(*), sum(d.bytes_read), sum(d.bytes_kept), max(d.received_at)
  from mullion.delivery d group by 1, 2, 3;

insert into mullion.repository (workspace_id, id, private, archived, fork, as_of)
select w.id, n, true, false, false, w.created_at
  from mullion.workspace w cross join generate_series(1, 5) n where w.slug like 'earlier-%';

insert into mullion.label (workspace_id, kind, external_id, text, as_of)
select r.workspace_id, 'repository', r.id, w.slug || '/service-' || r.id, w.created_at
  from mullion.repository r join mullion.workspace w on w.id = r.workspace_id;

insert into mullion.pull_request (workspace_id, id, repository_id, number, state, author, author_is_bot, association, opened_at, first_review_at,
                                  last_review_at, merged_at, first_commit_at, branch, branch_at, updated_at)
select w.id, n, n % 5 + 1, n, 'merged', md5('author' || n % 7)::uuid, false, 'member', w.created_at + n * interval '1 hour',
       w.created_at + n * interval '1 hour 2 minutes', w.created_at + n * interval '1 hour 3 minutes',
       w.created_at + n * interval '1 hour 4 minutes', w.created_at, md5('branch' || n)::uuid, w.created_at, w.created_at
  from mullion.workspace w cross join generate_series(1, 300) n where w.slug like 'earlier-%';

insert into mullion.review (workspace_id, id, pull_request_id, repository_id, reviewer, reviewer_is_bot, state, submitted_at)
select p.workspace_id, p.id, p.id, p.repository_id, md5('reviewer')::uuid, false, 'approved', p.first_review_at from mullion.pull_request p;

insert into mullion.push (workspace_id, id, repository_id, branch, to_default, created, deleted, forced, commits, distinct_commits, committed_at, at)
select p.workspace_id, md5('push' || p.id)::uuid, p.repository_id, p.branch, false, true, false, false, 1, 1, array[p.first_commit_at], p.opened_at
  from mullion.pull_request p;
