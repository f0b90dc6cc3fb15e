-- How much was given in the last year, by category? Grain: category; credited minutes, and of how many people and leaders.
-- reads: decision
with
per_person as (
    select category, mentee, sum(credited_minutes) as minutes
    from decision
    where credited_minutes > 0 and held_on > $year_before and held_on <= $as_of
    group by all
),
counted as (
    select category, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key, sum(minutes)::integer as minutes,
        max(minutes)::integer as most
    from per_person
    group by category
)
select category, shown_amount($viewer_role, people, cell_key, minutes, most, getvariable('minutes_step')) as minutes,
    is_hidden($viewer_role, people) as hidden
from counted
where $viewer_role in ('ombudsman', 'leadership')
order by category;
