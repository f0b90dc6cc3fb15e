-- Whose sessions were led by somebody who was not certified that day? Grain: one row per mentor or provider. At stake is
-- what the sessions would earn if the certification turned out to be held.
-- reads: held_session
-- makes: raised
insert into raised
select
    'standing', mentor, case when count(distinct mentee) = 1 then any_value(mentee) end,
    list({'import_no': import_no, 'row': row} order by held_on, import_no, row), min(held_on), sum(worth_minutes)::integer,
    json_object('sessions', count(*), 'day', min(held_on), 'last_day', max(held_on))
from held_session
where lacks_standing and not is_further and mentor is not null
group by mentor;
