-- The run that somebody waits for who has just connected an account is not the clock's.
alter table mullion.sync_run
    drop constraint sync_run_cause_check,
    add constraint sync_run_cause_check check (cause in ('clock', 'asked', 'backfill', 'connected'));
