-- Schemas, the context key and the function that verifies the signed context. Run by an administrator in Mullion's database.
do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to mullion_owner, mullion_app', current_database());
end
$$;
revoke all on schema public from public;

create schema if not exists mullion authorization mullion_owner;
create schema if not exists mullion_history authorization mullion_owner;
create schema if not exists mullion_context;
grant usage on schema mullion to mullion_app, mullion_context;
grant usage on schema mullion_history to mullion_app;
revoke all on schema mullion_context from public;
grant usage on schema mullion_context to mullion_owner, mullion_context;
alter default privileges for role mullion_owner in schema mullion_history grant select on tables to mullion_app;
alter default privileges for role mullion_owner revoke execute on functions from public;

create table if not exists mullion_context.key (
    version   int primary key,
    inner_pad bytea not null check (length(inner_pad) = 64),
    outer_pad bytea not null check (length(outer_pad) = 64)
);
revoke all on mullion_context.key from public;

-- The owner installs the pads of the key that the server derives from its master key; nobody but mullion_context can read them.
create or replace function mullion_context.install_key(key_version int, new_inner_pad bytea, new_outer_pad bytea)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
    delete from mullion_context.key where version <> key_version;
    insert into mullion_context.key (version, inner_pad, outer_pad)
    values (key_version, new_inner_pad, new_outer_pad)
    on conflict (version) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad;
$$;
revoke all on function mullion_context.install_key(int, bytea, bytea) from public;
grant execute on function mullion_context.install_key(int, bytea, bytea) to mullion_owner;

-- The tenant of this transaction, or null. The setting holds workspace.pid.expiry.nonce.mac; the MAC is HMAC-SHA256 (RFC 2104) with
-- stored pads, in core SQL. STABLE: an immutable wrapper in a prepared statement serves the first tenant's rows to the next.
-- The comparison is of digests, so its time tells nothing of how much of a guessed MAC was right. A parallel worker has another pid,
-- so the function runs in the leader only.
create or replace function mullion.workspace()
returns uuid
language plpgsql
stable
security definer
parallel restricted
cost 200
set search_path = pg_catalog, pg_temp
as $$
declare
    token     text := current_setting('mullion.context', true);
    inner_pad bytea;
    outer_pad bytea;
begin
    -- Asked for several times in each statement: few expressions, and scalars instead of a row, take half the time.
    if octet_length(token) = 156 and length(token) = 156 then
        select k.inner_pad, k.outer_pad into inner_pad, outer_pad from mullion_context.key k;
        if sha256(convert_to(right(token, 64), 'UTF8'))
           = sha256(convert_to(encode(sha256(outer_pad || sha256(inner_pad || convert_to(left(token, 91), 'UTF8'))), 'hex'), 'UTF8'))
           and substr(token, 38, 8) = lpad(to_hex(pg_backend_pid()), 8, '0')
           and transaction_timestamp() <= to_timestamp(substr(token, 47, 12)::double precision)
        then
            return left(token, 36)::uuid;
        end if;
    end if;
    return null;
end
$$;
revoke all on function mullion.workspace() from public;
grant execute on function mullion.workspace() to mullion_app, mullion_owner;

alter table mullion_context.key owner to mullion_context;
alter function mullion_context.install_key(int, bytea, bytea) owner to mullion_context;
alter function mullion.workspace() owner to mullion_context;
alter schema mullion_context owner to mullion_context;
