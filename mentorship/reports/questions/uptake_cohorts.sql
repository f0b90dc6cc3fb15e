-- How far have those who registered in a year come? Grain: year of registration and step.
-- reads: programme_person, tier_progress
with
step as (
    select mentee, year(registered_on) as year, 0 as step, 'registered' as name from programme_person where registered_on is not null
    union all
    select mentee, year(registered_on), 1, 'started'
    from programme_person where registered_on is not null and first_session_on is not null
    union all
    select p.mentee, year(p.registered_on), 1 + t.tier_order, t.tier
    from programme_person as p
    join tier_progress as t using (mentee)
    where p.registered_on is not null and t.reached_on is not null
),
counted as (
    select year, step, name, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key from step group by all
),
every as (
    select y.year, s.step, s.name
    from (select distinct year from counted) as y
    cross join (select distinct step, name from counted) as s
)
select
    e.year::integer as year, e.step::integer as step, e.name,
    shown($viewer_role, coalesce(c.people, 0), c.cell_key) as people,
    is_hidden($viewer_role, coalesce(c.people, 0)) as hidden
from every as e
left join counted as c using (year, step, name)
where $viewer_role in ('ombudsman', 'leadership')
order by e.year, e.step;
