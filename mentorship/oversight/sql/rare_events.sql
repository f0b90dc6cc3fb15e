-- How many sessions lie between two that were refused ($event = 'refused'), or cancelled or missed ('missed')? Grain: one row
-- per event, the oldest first; of a mentor, or of all together. For the ombudsman, and a mentor's own.
-- reads: led_session, missed_session
with
session as (
    select held_on, mentor, import_no, row, outcome = 'refused' as is_event
    from led_session
    where $event = 'refused'
    union all
    select held_on, mentor, import_no, row, false from led_session where $event = 'missed'
    union all
    select held_on, mentor, import_no, row, true from missed_session where $event = 'missed' and held_on <= $as_of
),
own as (
    select * from session
    where ($mentor is null or mentor = $mentor)
        and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and mentor = $viewer_person))
),
numbered as (
    select held_on, is_event, import_no, row, row_number() over (order by held_on, import_no, row) as place
    from own
)
select
    held_on, (place - coalesce(lag(place) over (order by place), 0) - 1)::integer as "between"
from numbered
where is_event
order by place;
