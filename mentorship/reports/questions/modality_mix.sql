-- How virtual is it? Grain: one row per year, category and modality; minutes are credited ones.
with
counted as (
    select year(held_on)::integer as year, category, modality, count(distinct mentee)::integer as people,
        count(*)::integer as sessions, sum(credited_minutes)::integer as credited_minutes
    from decision
    where outcome in ('credited', 'reduced')
    group by all
)
select
    year, category, modality,
    shown($viewer_role, people) as people,
    case when not is_hidden($viewer_role, people) then shown($viewer_role, sessions) end as sessions,
    shown_minutes($viewer_role, people, credited_minutes) as credited_minutes,
    is_hidden($viewer_role, people) as hidden
from counted
where $viewer_role in ('ombudsman', 'leadership')
order by year, category, modality;
