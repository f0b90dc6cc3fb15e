-- How many sessions did each mentor lead, month by month? Grain: one row per mentor and calendar month, from the month of
-- the first session (not before $months months ago) to that of the day of judging, or of the last day of certification;
-- a month without sessions is a zero. `is_whole`: the month is over.
-- reads: led_session, person
with
counted as (
    select mentor, date_trunc('month', held_on)::date as month, count(*) as sessions
    from led_session
    group by all
),
span as (
    select
        c.mentor,
        greatest(min(c.month), (date_trunc('month', cast($as_of as date)) - to_months($months))::date) as first_month,
        date_trunc('month', least(cast($as_of as date), max(p.mentor_until)))::date as last_month
    from counted as c
    left join person as p on p.person = c.mentor
    where $mentor is null or c.mentor = $mentor
    group by c.mentor
),
every as (
    select mentor, unnest(generate_series(first_month::timestamp, last_month::timestamp, interval 1 month))::date as month
    from span
    where first_month <= last_month
)
select
    e.mentor, e.month, coalesce(c.sessions, 0)::integer as sessions,
    last_day(e.month) <= least(cast($as_of as date), p.mentor_until) as is_whole
from every as e
left join counted as c using (mentor, month)
left join person as p on p.person = e.mentor
where $viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and e.mentor = $viewer_person)
order by e.mentor, e.month;
