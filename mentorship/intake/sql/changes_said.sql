-- How values are said where an import is compared with what was before it.
create or replace temp macro as_clock(minutes) as
    lpad((minutes // 60)::varchar, 2, '0') || ':' || lpad((minutes % 60)::varchar, 2, '0');

create or replace temp macro as_yes(flag) as
    case flag when true then 'yes' when false then 'no' end;
