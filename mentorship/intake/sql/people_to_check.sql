-- Whom do the sessions of a file name that the people data do not know, or know not to have been certified on the day?
-- Grain: one row per person and what there is to say. `$of_mentors`, `$of_providers`: activities that ask for a certified
-- mentor, or therapist.
-- reads: parsed_row, person, person_alias
with
known as (
    select a.alias, p.*, least(p.techniques_certified_on, p.diplomate_certified_on) as provider_since
    from person_alias as a
    join person as p using (person)
),
good as (
    select * from parsed_row where len(problems) = 0 and exists (select person from person)
),
led as (
    select *, list_contains($of_mentors, activity) as by_mentor
    from good
    where mentor_key is not null and status not in ('cancelled', 'no_show')
        and (list_contains($of_mentors, activity) or list_contains($of_providers, activity))
)
select 'mentee' as what, any_value(coalesce(g.mentee_name, g.mentee)) as name, count(*) as sessions
from good as g
anti join known as k on k.alias = g.mentee_key
group by g.mentee_key
union all
select 'leader', any_value(coalesce(l.mentor_name, l.mentor)), count(*)
from led as l
anti join known as k on k.alias = l.mentor_key
group by l.mentor_key
union all
select 'not certified', any_value(coalesce(k.name, k.person)), count(*)
from led as l
join known as k on k.alias = l.mentor_key
where case when l.by_mentor
    then k.mentor_known and not coalesce(k.mentor_since <= l.held_on and l.held_on <= coalesce(k.mentor_until, l.held_on), false)
    else k.provider_known and not coalesce(k.provider_since <= l.held_on, false) end
group by k.person
order by what, sessions desc, name;
