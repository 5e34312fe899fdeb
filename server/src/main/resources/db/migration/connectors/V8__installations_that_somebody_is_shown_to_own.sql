-- GitHub is connected by a person too: they install the operator's App there, come back with a code, and are shown to own what they installed
-- before it is theirs here. installation is what their browser said, which proves nothing; connection_id is what came of it.
alter table mullion.consent drop constraint if exists consent_connector_check;
alter table mullion.consent
    add constraint consent_connector_check check (connector in ('xero', 'github')),
    add column installation bigint check (installation > 0),
    add column challenged boolean not null default false,
    add column connection_id uuid,
    add foreign key (workspace_id, connection_id) references mullion.connection (workspace_id, id);
grant update (installation, challenged, connection_id) on mullion.consent to mullion_app;
