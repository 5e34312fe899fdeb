-- The first commit that the vendor itself lists of a pull request: when it was written, and when it was committed. first_commit_at follows from
-- these two and from pushes, each column only ever moves back, and null means that no page said so yet.
alter table mullion.pull_request
    add column listed_authored_at  timestamptz,
    add column listed_committed_at timestamptz;
grant update (listed_authored_at, listed_committed_at) on mullion.pull_request to mullion_app;
