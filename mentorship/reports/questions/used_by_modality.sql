-- How virtual was each year? Grain: year and modality: minutes that tiers used, true ones for what is said in words, and as
-- the viewer may see them.
-- reads: used_minutes
with
per_person as (
    select year, modality, mentee, sum(minutes) as minutes from used_minutes group by all
),
counted as (
    select year, modality, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        sum(minutes)::integer as minutes, max(minutes)::integer as most
    from per_person
    group by all
)
select
    year, modality, minutes as minutes_true,
    shown_amount($viewer_role, people, cell_key, minutes, most, getvariable('minutes_step')) as minutes,
    is_hidden($viewer_role, people) as hidden
from counted
where $viewer_role in ('ombudsman', 'leadership')
order by year, modality;
