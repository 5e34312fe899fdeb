-- Roles of the cluster. Run by an administrator; running it again changes nothing.
-- mullion_owner owns the schema and runs migrations; mullion_app serves; mullion_context owns the context key and nothing else.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['mullion_owner', 'mullion_app', 'mullion_context'] loop
        if not exists (select from pg_catalog.pg_roles r where r.rolname = role_name) then
            execute format('create role %I nologin', role_name);
        end if;
    end loop;
end
$$;

alter role mullion_owner login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role mullion_app login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role mullion_context nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;

-- Settings of the role, not of the connection: they hold behind a pooler too.
alter role mullion_app set search_path = mullion, pg_temp;
alter role mullion_app set statement_timeout = '15s';
alter role mullion_app set lock_timeout = '5s';
alter role mullion_app set idle_in_transaction_session_timeout = '20s';
alter role mullion_app set default_transaction_isolation = 'read committed';
alter role mullion_owner set search_path = mullion, pg_temp;
alter role mullion_app set timezone = 'UTC';
alter role mullion_owner set timezone = 'UTC';
