-- Which mentors’ sessions are reported by both sides: by mentees, and by the mentor? Grain: one row per record of theirs
-- that one of the two reported, with whether the other side’s record of the same mentor and mentee lies within
-- $days_apart days and $minutes_apart minutes of length. Records count here that another one stands for: they confirm.
-- reads: held_session
-- makes: reported
create or replace temp table reported as
with
record as (
    select mentor, mentee, held_on, minutes, reported_by, is_further, import_no, row, credited_minutes
    from held_session
    where is_led and mentor is not null and reported_by in ('mentee', 'mentor')
),
both_kinds as (
    select mentor from record group by mentor having count(distinct reported_by) = 2
)
select
    r.*,
    exists (
        select 1 from record as o
        where o.mentor = r.mentor and o.mentee = r.mentee and o.reported_by != r.reported_by
            and abs(o.held_on - r.held_on) <= $days_apart
            and coalesce(abs(o.minutes - r.minutes), 0) <= $minutes_apart
    ) as has_other_side
from record as r
semi join both_kinds using (mentor);
