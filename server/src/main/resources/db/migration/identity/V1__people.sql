-- A person is global, because one person may belong to several workspaces; what names them (e-mail, name) is not: it stands in the
-- members of each workspace. Here is only a keyed hash of the e-mail address, to find the person by it.
create table mullion.person (
    id         uuid primary key,
    email_key  bytea not null unique check (length(email_key) = 32),
    created_at timestamptz not null
);
comment on table mullion.person is 'global: one person may belong to several workspaces; holds no name and no address';
grant select, insert on mullion.person to mullion_app;

create table mullion.membership_route (
    person_id    uuid not null references mullion.person (id),
    workspace_id uuid not null references mullion.workspace (id),
    primary key (person_id, workspace_id)
);
comment on table mullion.membership_route is 'global: which workspaces to ask about a person; what they may do there is in member';
grant select, insert, delete on mullion.membership_route to mullion_app;

create table mullion.session (
    id         uuid primary key,
    person_id  uuid not null references mullion.person (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
comment on table mullion.session is 'global: a signed-in person, before a workspace is chosen';
create index session_of_person on mullion.session (person_id);
grant select, insert, delete on mullion.session to mullion_app;
grant update (revoked_at) on mullion.session to mullion_app;

create table mullion.one_time_link (
    key        bytea primary key check (length(key) = 32),
    purpose    text not null check (purpose in ('set-up', 'sign-in')),
    person_id  uuid references mullion.person (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    check (purpose = 'set-up' or person_id is not null)
);
comment on table mullion.one_time_link is 'global: how a person signs in, before a workspace is chosen; hashed';
grant select, insert, delete on mullion.one_time_link to mullion_app;
grant update (used_at) on mullion.one_time_link to mullion_app;

create table mullion.installation (
    singleton    boolean primary key check (singleton),
    organisation text not null check (length(organisation) between 1 and 120),
    created_at   timestamptz not null
);
comment on table mullion.installation is 'global: the organisation that runs this installation';
grant select, insert on mullion.installation to mullion_app;

create table mullion.member (
    workspace_id uuid not null references mullion.workspace (id),
    person_id    uuid not null,
    email        text not null check (length(email) between 3 and 254),
    name         text not null check (length(name) between 1 and 120),
    permissions  text[] not null,
    added_at     timestamptz not null,
    removed_at   timestamptz,
    primary key (workspace_id, person_id)
);
select mullion.protect('mullion.member', array['insert', 'update']);

create table mullion.api_token (
    workspace_id uuid not null references mullion.workspace (id),
    id           uuid not null,
    name         text not null check (length(name) between 1 and 120),
    permissions  text[] not null,
    created_by   text not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    primary key (workspace_id, id)
);
select mullion.protect('mullion.api_token', array['insert', 'update']);
