-- Which sessions do the rules refuse for how they were held: demand that the rules turn away? Grain: year, activity, modality.
-- reads: decision, mentee_asked
with
per_person as (
    select year(held_on)::integer as year, activity, modality, mentee, count(*) as sessions, sum(recorded_minutes) as minutes
    from decision semi join mentee_asked using (mentee)
    where list_contains(rules, 'modality.not_allowed') and is_held
    group by all
),
counted as (
    select year, activity, modality, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        sum(sessions)::integer as sessions, max(sessions)::integer as most_sessions,
        sum(minutes)::integer as minutes, max(minutes)::integer as most
    from per_person
    group by all
)
select
    year, activity, modality, shown($viewer_role, people, cell_key) as people,
    shown_amount($viewer_role, people, cell_key, sessions, most_sessions, getvariable('fewest_people')) as sessions,
    shown_amount($viewer_role, people, cell_key, minutes, most, getvariable('minutes_step')) as recorded_minutes,
    is_hidden($viewer_role, people) as hidden
from counted
where $viewer_role = 'ombudsman' or ($viewer_role = 'leadership' and not is_hidden($viewer_role, people))
order by year, activity, modality;
