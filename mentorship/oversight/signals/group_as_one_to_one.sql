-- Which 1x1 sessions of one mentor, with different mentees, begin on one day at one time? Grain: one row per mentor, day and time.
-- reads: held_session
-- makes: raised
insert into raised
with
crowded as (
    select mentor, held_on, starts_at
    from held_session
    where is_led and not is_further and mentor is not null and starts_at is not null and list_contains($kinds, activity)
    group by all
    having count(*) > 1
)
select
    'group_as_one_to_one', h.mentor, null,
    list({'import_no': h.import_no, 'row': h.row} order by h.held_on, h.import_no, h.row), h.held_on,
    sum(h.credited_minutes)::integer,
    json_object('day', h.held_on, 'clock', h.starts_at, 'mentees', count(distinct h.mentee))
from held_session as h
join crowded as c on c.mentor = h.mentor and c.held_on = h.held_on and c.starts_at = h.starts_at
where h.is_led and not h.is_further and list_contains($kinds, h.activity)
group by h.mentor, h.held_on, h.starts_at
having count(distinct h.mentee) >= $least_mentees;
