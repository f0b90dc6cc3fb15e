-- How virtual are the hours that tiers used, by category, activity and country? Grain: grouping, value, year and modality.
-- Hours that a mentor or therapist led are those of few mentors, too: behind a number there are five of them.
-- reads: used_minutes
with
long as (
    select 'category' as grouping, category as value, year, modality, mentee, mentor, led_by, minutes from used_minutes
    union all
    select 'activity', activity, year, modality, mentee, mentor, led_by, minutes from used_minutes
    union all
    select 'country', country, year, modality, mentee, mentor, led_by, minutes from used_minutes
),
per_person as (
    select grouping, value, year, modality, mentee, sum(minutes) as minutes from long group by all
),
led as (
    select grouping, value, year, modality, count(distinct mentor) as leaders
    from long
    where led_by in ('mentor', 'provider')
    group by all
),
counted as (
    select grouping, value, year, modality, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        sum(minutes)::integer as minutes, max(minutes)::integer as most
    from per_person
    group by all
),
behind as (
    select c.*, least(c.people, coalesce(l.leaders, c.people))::integer as fewest
    from counted as c
    left join led as l using (grouping, value, year, modality)
)
select
    grouping, value, year, modality, shown($viewer_role, people, cell_key) as people,
    shown_amount($viewer_role, fewest, cell_key, minutes, most, getvariable('minutes_step')) as minutes,
    is_hidden($viewer_role, fewest) as hidden
from behind
-- Which places there are would tell leadership of single people: small ones are left out.
where $viewer_role = 'ombudsman' or ($viewer_role = 'leadership' and not is_hidden($viewer_role, fewest))
order by grouping, value, year, modality;
