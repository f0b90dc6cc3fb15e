-- How much was given in the last year to people of each country, and by how many mentors and therapists? Grain: country and
-- category. Hours are those of few leaders, too: behind a number there are five of them.
-- reads: country_of, decision, mentee
with
given as (
    select coalesce(c.country, $not_told) as country, d.category, d.mentee, d.mentor, d.led_by, d.credited_minutes as minutes
    from decision as d
    left join mentee as m on m.mentee = d.mentee
    left join country_of as c on c.written = m.country
    where d.credited_minutes > 0 and d.held_on > $year_before and d.held_on <= $as_of
),
per_person as (
    select country, category, mentee, sum(minutes) as minutes from given group by all
),
led as (
    select country, category, count(distinct mentor)::integer as leaders, sum(distinct person_key(mentor))::bigint as leader_key
    from given
    where led_by in ('mentor', 'provider')
    group by all
),
counted as (
    select country, category, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        sum(minutes)::integer as minutes, max(minutes)::integer as most
    from per_person
    group by all
),
behind as (
    select c.*, l.leaders, l.leader_key, least(c.people, coalesce(l.leaders, c.people))::integer as fewest
    from counted as c
    left join led as l using (country, category)
)
select
    country, category, shown($viewer_role, people, cell_key) as people,
    shown($viewer_role, leaders, leader_key) as leaders,
    shown_amount($viewer_role, fewest, cell_key, minutes, most, getvariable('minutes_step')) as minutes,
    is_hidden($viewer_role, fewest) as hidden
from behind
-- Which places there are would tell leadership of single people: small ones are left out.
where $viewer_role = 'ombudsman' or ($viewer_role = 'leadership' and not is_hidden($viewer_role, people))
order by country, category;
