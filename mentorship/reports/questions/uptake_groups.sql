-- Who takes part, by region, country, language and kind of mentoring? Grain: one row per grouping, value and measure. Active:
-- earned credit in the last year. A person with two languages, or two kinds, counts in both.
-- reads: decision, programme_person, tier_progress
with
place as (
    select mentee, 'region' as grouping, coalesce(region, $not_told) as value from programme_person
    union all
    select mentee, 'country', coalesce(country, $not_told) from programme_person
    union all
    select mentee, 'language', coalesce(unnest(case when len(languages) > 0 then languages else [null] end), $not_told)
    from programme_person
    union all
    select distinct d.mentee, 'kind', d.activity
    from decision as d semi join programme_person using (mentee)
    where d.credited_minutes > 0
),
active as (
    select distinct mentee from decision where credited_minutes > 0 and held_on > $year_before and held_on <= $as_of
),
measured as (
    select p.grouping, p.value, 'in the programme' as measure, p.mentee from place as p
    union all
    select p.grouping, p.value, 'active', p.mentee from place as p semi join active using (mentee)
    union all
    select p.grouping, p.value, 'never started', p.mentee
    from place as p semi join (select mentee from programme_person where first_session_on is null) using (mentee)
    union all
    select p.grouping, p.value, 'reached a tier', p.mentee
    from place as p semi join (select mentee from tier_progress where reached_on is not null) using (mentee)
),
counted as (
    select grouping, value, measure, count(distinct mentee)::integer as people,
        sum(distinct person_key(mentee))::bigint as cell_key
    from measured
    group by all
),
every as (
    select v.grouping, v.value, m.measure
    from (select distinct grouping, value from counted) as v
    cross join (select unnest(['in the programme', 'active', 'never started', 'reached a tier']) as measure) as m
)
select
    e.grouping, e.value, e.measure,
    shown($viewer_role, coalesce(c.people, 0), c.cell_key) as people,
    is_hidden($viewer_role, coalesce(c.people, 0)) as hidden
from every as e
left join counted as c using (grouping, value, measure)
-- Which places and gaps there are would tell leadership of single people: small ones are left out.
where $viewer_role = 'ombudsman' or ($viewer_role = 'leadership' and not is_hidden($viewer_role, coalesce(c.people, 0)))
order by e.grouping, e.value, e.measure;
