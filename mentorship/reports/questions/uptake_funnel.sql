-- Where do people stall? Grain: one row per step; each counts those who took it at any time, with the median of the days
-- from the step before it, of those who took both in this order.
-- reads: programme_person, tier_progress
with
step as (
    select 0 as step, 'registered' as name, mentee, registered_on as taken_on from programme_person where registered_on is not null
    union all
    select 1, 'started', mentee, first_session_on from programme_person where first_session_on is not null
    union all
    select 1 + t.tier_order, t.tier, t.mentee, t.reached_on
    from tier_progress as t semi join programme_person using (mentee)
    where t.reached_on is not null
),
waited as (
    select s.step, median(date_diff('day', b.taken_on, s.taken_on)) as days, count(*) as waiting
    from step as s
    join step as b on b.mentee = s.mentee and b.step = s.step - 1 and b.taken_on <= s.taken_on
    group by s.step
),
every as (
    select 0 as step, 'registered' as name
    union all
    select 1, 'started'
    union all
    select 1 + generate_subscripts($tiers, 1), unnest($tiers)
),
counted as (
    select step, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key from step group by step
)
select
    e.step::integer as step, e.name,
    shown($viewer_role, coalesce(c.people, 0), c.cell_key) as people,
    is_hidden($viewer_role, coalesce(c.people, 0)) as hidden,
    -- Leadership sees whole months, and none of fewer than ten waits.
    case when $viewer_role = 'ombudsman' then w.days when w.waiting >= 10 then round(w.days / 30.4375) * 30.4375 end::integer
        as median_days
from every as e
left join counted as c using (step)
left join waited as w using (step)
where $viewer_role in ('ombudsman', 'leadership')
order by e.step;
