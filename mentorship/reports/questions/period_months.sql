-- How much was led, month by month? Grain: one row per calendar month that begins and ends in the period; numbers as the
-- viewer may see them. For leadership and ombudsman.
-- reads: led_session
with
month as (
    select unnest(generate_series(
        date_trunc('month', cast($begin as date)), date_trunc('month', cast($until as date)), interval 1 month))::date as month
),
led as (
    select date_trunc('month', held_on)::date as month, mentee, count(*)::integer as sessions
    from led_session
    where held_on >= $begin and held_on <= $until
    group by all
),
counted as (
    select
        month, count(*)::integer as mentees, sum(sessions)::integer as sessions, max(sessions)::integer as most,
        sum(person_key(mentee))::bigint as cell_key
    from led
    group by month
)
select
    m.month, shown($viewer_role, coalesce(c.mentees, 0), c.cell_key) as mentees,
    shown_amount($viewer_role, coalesce(c.mentees, 0), c.cell_key, c.sessions, c.most, getvariable('fewest_people')) as sessions,
    is_hidden($viewer_role, coalesce(c.mentees, 0)) as hidden
from month as m
left join counted as c using (month)
where m.month >= $begin and last_day(m.month) <= $until and $viewer_role in ('ombudsman', 'leadership')
order by m.month;
