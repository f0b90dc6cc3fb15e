-- Who never started, who came back after a year or longer, who has been away for a year? Grain: one row per group.
-- reads: decision, programme_person
with
session as (
    select d.mentee, d.held_on, lag(d.held_on) over (partition by d.mentee order by d.held_on) as before
    from decision as d semi join programme_person using (mentee)
    where d.is_held and d.held_on <= $as_of
),
person as (
    select 'never started' as name, mentee from programme_person where first_session_on is null
    union all
    select distinct 'came back', mentee from session where held_on > $year_before and before <= held_on - $a_year::integer
    union all
    select 'away for a year', mentee from programme_person where last_session_on <= $year_before
),
counted as (
    select name, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key from person group by name
)
select
    e.name, shown($viewer_role, coalesce(c.people, 0), c.cell_key) as people,
    is_hidden($viewer_role, coalesce(c.people, 0)) as hidden
from (values (1, 'never started'), (2, 'came back'), (3, 'away for a year')) as e (place, name)
left join counted as c using (name)
where $viewer_role in ('ombudsman', 'leadership')
order by e.place;
