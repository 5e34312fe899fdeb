-- Whoever was erased has neither address nor name here any more. Who is a member has both.
alter table mullion.member
    alter column email drop not null,
    alter column name drop not null,
    add constraint member_named check ((email is null) = (name is null) and (email is not null or removed_at is not null));
