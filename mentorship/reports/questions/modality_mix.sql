-- How much mentoring is virtual? Grain: one row per year, category and modality; minutes are credited ones. Hours that a mentor or
-- therapist led are those of few mentors, too: behind a number there are five of them.
-- reads: decision, mentee_asked
with
per_person as (
    select year(held_on)::integer as year, category, modality, mentee, count(*) as sessions,
        sum(credited_minutes) as credited_minutes
    from decision semi join mentee_asked using (mentee)
    where outcome in ('credited', 'reduced')
    group by all
),
led as (
    select year(held_on)::integer as year, category, modality, count(distinct mentor) as leaders
    from decision semi join mentee_asked using (mentee)
    where outcome in ('credited', 'reduced') and led_by in ('mentor', 'provider')
    group by all
),
counted as (
    select year, category, modality, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        sum(sessions)::integer as sessions, max(sessions)::integer as most_sessions,
        sum(credited_minutes)::integer as credited_minutes, max(credited_minutes)::integer as most
    from per_person
    group by all
),
behind as (
    select c.*, least(c.people, coalesce(l.leaders, c.people))::integer as fewest
    from counted as c
    left join led as l using (year, category, modality)
),
-- Every combination: for leadership one without anybody looks like one with a few; years begin and end with enough people.
known_year as (
    select year from per_person group by year having not is_hidden($viewer_role, count(distinct mentee))
),
possible as (
    select y.year, c.category, m.modality
    from (select unnest(range(min(year), max(year) + 1))::integer as year from known_year) as y
    cross join (select distinct category from decision where category is not null) as c
    cross join (select distinct modality from decision where modality is not null) as m
),
filled as (
    select
        year, category, modality, coalesce(b.people, 0) as people, coalesce(b.fewest, 0) as fewest, b.cell_key,
        coalesce(b.sessions, 0) as sessions, b.most_sessions, coalesce(b.credited_minutes, 0) as credited_minutes, b.most
    from possible
    left join behind as b using (year, category, modality)
)
select
    year, category, modality, case when not is_hidden($viewer_role, fewest) then shown($viewer_role, people, cell_key) end as people,
    shown_amount($viewer_role, fewest, cell_key, sessions, most_sessions, getvariable('fewest_people')) as sessions,
    shown_amount($viewer_role, fewest, cell_key, credited_minutes, most, getvariable('minutes_step')) as credited_minutes,
    is_hidden($viewer_role, fewest) as hidden
from filled
where $viewer_role = 'leadership' or ($viewer_role = 'ombudsman' and people > 0)
order by year, category, modality;
