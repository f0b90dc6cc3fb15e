-- How virtual was each year? Grain: one row per year and modality; minutes are credited ones.
with
counted as (
    select year(held_on)::integer as year, modality, count(distinct mentee)::integer as people,
        sum(credited_minutes)::integer as credited_minutes
    from decision
    where outcome in ('credited', 'reduced')
    group by all
)
select
    year, modality, shown_minutes($viewer_role, people, credited_minutes) as credited_minutes,
    is_hidden($viewer_role, people) as hidden
from counted
where $viewer_role in ('ombudsman', 'leadership')
order by year, modality;
