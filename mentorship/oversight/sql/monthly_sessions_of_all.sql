-- How many sessions did mentors lead, month by month, all together? Grain: one row per calendar month, from the month of the
-- first session (not before $months months ago) to that of the day of judging. `is_whole`: the month is over.
-- reads: led_session
with
counted as (
    select date_trunc('month', held_on)::date as month, count(*)::integer as sessions
    from led_session
    group by all
),
every as (
    select unnest(generate_series(
        greatest(min(month)::timestamp, date_trunc('month', cast($as_of as date)) - to_months($months)),
        date_trunc('month', cast($as_of as date)), interval 1 month))::date as month
    from counted
)
select e.month, coalesce(c.sessions, 0) as sessions, last_day(e.month) <= $as_of as is_whole
from every as e
left join counted as c using (month)
where $viewer_role = 'ombudsman'
order by e.month;
