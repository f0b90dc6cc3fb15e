-- Which records of one mentee, mentor and day come from different imports, are nearly of the same length, and count both?
-- Grain: one row per mentee, mentor and day.
-- reads: held_session
-- makes: raised
insert into raised
with
crowded as (
    select mentee, mentor, held_on
    from held_session
    where not is_further and mentor is not null
    group by all
    having count(distinct source) > 1
),
record as (
    select h.mentee, h.mentor, h.held_on, h.minutes, h.source, h.import_no, h.row, h.credited_minutes
    from held_session as h
    semi join crowded using (mentee, mentor, held_on)
    where not h.is_further
),
alike as (
    select r.*
    from record as r
    where exists (
        select 1 from record as o
        where o.mentee = r.mentee and o.mentor = r.mentor and o.held_on = r.held_on and o.source != r.source
            and coalesce(abs(o.minutes - r.minutes), 0) <= $minutes_apart
    )
)
select
    'possible_duplicate', mentor, mentee, list({'import_no': import_no, 'row': row} order by held_on, import_no, row), held_on,
    sum(credited_minutes)::integer, json_object('day', held_on, 'sessions', count(*))
from alike
group by mentee, mentor, held_on;
