-- How are values written where an import is compared with what was there before?
-- makes: as_clock, as_yes
create or replace temp macro as_clock(minutes) as
    lpad((minutes // 60)::varchar, 2, '0') || ':' || lpad((minutes % 60)::varchar, 2, '0');

create or replace temp macro as_yes(flag) as
    case flag when true then 'yes' when false then 'no' end;
