-- How virtual is it? Grain: one row per year, category and modality; minutes are credited ones.
with
counted as (
    select year(held_on)::integer as year, category, modality, count(distinct mentee)::integer as people,
        count(*)::integer as sessions, sum(credited_minutes)::integer as credited_minutes
    from decision
    where outcome in ('credited', 'reduced')
    group by all
),
weighed as (
    select *,
        is_hidden($viewer_role, people, min(people) over (partition by year), count(*) over smaller,
            coalesce(sum(people) over smaller, 0)) as hidden
    from counted
    window smaller as (
        partition by year order by people, category, modality rows between unbounded preceding and 1 preceding)
)
select
    year, category, modality,
    case when not hidden then people end as people,
    case when not hidden then sessions end as sessions,
    case when not hidden then credited_minutes end as credited_minutes,
    hidden
from weighed
where $viewer_role in ('ombudsman', 'leadership')
order by year, category, modality;
