-- A route is found before a workspace is known, so everybody reads it; made and taken away it is by its own workspace alone. Without this,
-- SQL injected into one tenant's work could have turned its own token into a way to another's.
alter table mullion.route enable row level security;
alter table mullion.route force row level security;
create policy found on mullion.route for select to mullion_app, mullion_owner using (true);
create policy made on mullion.route for insert to mullion_app with check (workspace_id = (select mullion.workspace()));
create policy taken_away on mullion.route for delete to mullion_app using (workspace_id = (select mullion.workspace()));
