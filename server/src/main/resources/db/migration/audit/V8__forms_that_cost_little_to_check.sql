-- The same forms as in V3, told part by part. A pattern with bounded repetitions is unrolled into thousands of states, which are found anew for
-- each row: the one for a header took four fifths of the time that an event takes (docs/benchmarks.md).
alter table mullion.audit_entry
    drop constraint audit_entry_header_check,
    add constraint audit_entry_header_check check (
        header !~ '[^A-Za-z0-9:._ -]' and header like 'v1 %'
        and split_part(header, ' ', 10) = '' and header not like '% '
        and split_part(header, ' ', 2) ~ '^[0-9]+$' and length(split_part(header, ' ', 2)) <= 19
        and translate(time, '0123456789', '9999999999') = '9999-99-99T99:99:99.999Z'
        and actor ~ '^[a-z-]+:[A-Za-z0-9._-]+$'
        and position(':' in actor) <= 33 and length(actor) - position(':' in actor) <= 128
        and (split_part(header, ' ', 5) = '-' or split_part(header, ' ', 5) ~ '^[a-z-]+:[A-Za-z0-9._-]+$'
             and position(':' in split_part(header, ' ', 5)) <= 33
             and length(split_part(header, ' ', 5)) - position(':' in split_part(header, ' ', 5)) <= 128)
        and verb ~ '^[a-z0-9.-]+$' and length(verb) between 3 and 64
        and object ~ '^[a-z-]+:[A-Za-z0-9._-]+$'
        and position(':' in object) <= 33 and length(object) - position(':' in object) <= 128
        and split_part(header, ' ', 8) in ('done', 'refused', 'denied', 'failed', 'timeout')
        and split_part(header, ' ', 9) ~ '^[A-Za-z0-9._-]+$' and length(split_part(header, ' ', 9)) <= 128
    );
alter table mullion.audit_log
    drop constraint audit_log_origin_check,
    add constraint audit_log_origin_check check (origin !~ '[^!-*,-~]' and length(origin) between 1 and 255);
