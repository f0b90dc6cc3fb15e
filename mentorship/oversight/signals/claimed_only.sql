-- Which sessions did a mentee report that the mentor, whose own reports we have, did not? Grain: one row per mentor and mentee.
-- reads: reported
-- makes: raised
insert into raised
select
    'claimed_only', mentor, mentee, list({'import_no': import_no, 'row': row} order by held_on, import_no, row),
    min(held_on), coalesce(sum(credited_minutes) filter (not is_further), 0)::integer,
    json_object('sessions', count(*), 'day', min(held_on), 'last_day', max(held_on))
from reported
where reported_by = 'mentee' and not has_other_side
group by mentor, mentee;
