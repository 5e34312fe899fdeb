package dev.mullion.bench.isolation;

import java.util.List;

/** A statement of a dashboard, asked of one workspace after the other. */
record Question(String name, String sql) {

    /** Ten that read what pages show. All take {@code :workspace} and may take {@code :since}. */
    static final List<Question> DASHBOARD = List.of(
            new Question("work in progress by age", """
                    select extract(day from timestamptz '2026-03-01' - opened_at)::int / 7 as weeks, count(*) as pulls
                      from pull_request
                     where workspace_id = :workspace
                       and state in ('open', 'draft')
                     group by weeks
                     order by weeks
                    """),
            new Question("cycle time, median and p90", """
                    select percentile_cont(0.5) within group (order by merged_at - first_commit_at) as median,
                           percentile_cont(0.9) within group (order by merged_at - first_commit_at) as slow
                      from pull_request
                     where workspace_id = :workspace
                       and merged_at >= :since::timestamptz
                    """),
            new Question("merged by week", """
                    select date_trunc('week', merged_at) as week, count(*) as merged
                      from pull_request
                     where workspace_id = :workspace
                       and merged_at >= :since::timestamptz
                     group by week
                     order by week
                    """),
            new Question("review load by person", """
                    select reviewer, count(*) as reviews
                      from review
                     where workspace_id = :workspace
                       and submitted_at >= :since::timestamptz
                     group by reviewer
                     order by reviews desc
                     limit 20
                    """),
            new Question("time to first review by week", """
                    select date_trunc('week', opened_at) as week,
                           percentile_cont(0.5) within group (order by first_review_at - first_ready_at) as median
                      from pull_request
                     where workspace_id = :workspace
                       and opened_at >= :since::timestamptz
                     group by week
                     order by week
                    """),
            new Question("size by repository", """
                    select repository_id, count(*) as pulls, avg(additions + deletions) as lines, max(changed_files) as files
                      from pull_request
                     where workspace_id = :workspace
                     group by repository_id
                     order by lines desc
                    """),
            new Question("busiest repositories by name", """
                    select l.text, count(*) as merged
                      from pull_request p
                      join label l on l.workspace_id = :workspace and l.kind = 'repository' and l.external_id = p.repository_id
                     where p.workspace_id = :workspace
                       and p.merged_at >= :since::timestamptz
                     group by l.text
                     order by merged desc
                    """),
            new Question("longest waiting", """
                    select id, number, repository_id, opened_at, reviewers_asked
                      from pull_request
                     where workspace_id = :workspace
                       and state = 'open'
                     order by opened_at
                     limit 50
                    """),
            new Question("reviews a merged pull request", """
                    select date_trunc('month', p.merged_at) as month, count(*) as reviews, count(distinct r.reviewer) as people
                      from pull_request p
                      join review r on r.workspace_id = :workspace and r.pull_request_id = p.id
                     where p.workspace_id = :workspace
                       and p.merged_at >= :since::timestamptz
                     group by month
                     order by month
                    """),
            new Question("bots and people by month", """
                    select date_trunc('month', opened_at) as month, author_is_bot, count(*) as pulls
                      from pull_request
                     where workspace_id = :workspace
                     group by month, author_is_bot
                     order by month, author_is_bot
                    """));
}
