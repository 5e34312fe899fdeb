-- Who is shown how to keep a recovery kit, which is of the whole installation and so concerns nobody else of a workspace. Nobody is known for
-- installations that were set up before; `doctor` tells their operators. It can be written once and not changed.
create table mullion.founder (
    singleton boolean primary key check (singleton),
    person_id uuid not null
);
comment on table mullion.founder is 'global: the person who set the installation up';
grant select, insert on mullion.founder to mullion_app;
