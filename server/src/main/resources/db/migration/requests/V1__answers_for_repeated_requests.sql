-- How a request was answered that carries a key for repetition, for a day, so that it is not carried out again. Key and request are keyed
-- hashes. Without an answer a row says only that such a request came. No answer here holds a secret.
create table mullion.request (
    workspace_id uuid not null references mullion.workspace (id),
    key          bytea not null check (length(key) = 32),
    asked        bytea check (length(asked) = 32),
    status       int check (status between 200 and 599),
    location     text check (length(location) <= 500),
    media_type   text check (length(media_type) <= 60),
    body         text check (length(body) <= 65536),
    expires_at   timestamptz not null,
    primary key (workspace_id, key),
    check ((asked is null) = (status is null) and (asked is null) = (media_type is null) and (asked is null) = (body is null))
);
create index request_by_age on mullion.request (workspace_id, expires_at);
select mullion.protect('mullion.request');
