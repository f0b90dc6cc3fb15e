-- How virtual were the hours that tiers used? Grain: year and tier, virtual and in person beside each other; the true minutes
-- for what is said in words, and as the viewer may see them.
-- reads: used_minutes
with
per_person as (
    select year, tier, modality, mentee, sum(minutes) as minutes from used_minutes group by all
),
counted as (
    select year, tier, modality, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        sum(minutes)::integer as minutes, max(minutes)::integer as most
    from per_person
    group by all
)
select
    year, tier, modality, minutes as minutes_true,
    shown_amount($viewer_role, people, cell_key, minutes, most, getvariable('minutes_step')) as minutes,
    is_hidden($viewer_role, people) as hidden
from counted
where $viewer_role in ('ombudsman', 'leadership')
order by year, tier, modality;
