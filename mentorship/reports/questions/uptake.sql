-- Is the programme growing? Grain: one row per year and measure (people, each counted once a year). The year of judging is
-- a part of a year unless it is over.
-- reads: decision, programme_person, tier_progress
with
happened as (
    select year(registered_on) as year, 'registered' as measure, mentee from programme_person where registered_on is not null
    union all
    select distinct year(d.held_on), 'active', d.mentee
    from decision as d semi join programme_person using (mentee)
    where d.outcome in ('credited', 'reduced')
    union all
    select year(min(d.held_on)), 'started', d.mentee
    from decision as d semi join programme_person using (mentee)
    where d.outcome in ('credited', 'reduced')
    group by d.mentee
    union all
    select year(reached_on), 'tier ' || tier, mentee
    from tier_progress semi join programme_person using (mentee)
    where reached_on is not null
),
counted as (
    select year, measure, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key from happened group by all
),
-- Every year of every measure: for leadership a year without anybody looks like one with a few.
every as (
    select y.year, m.measure
    from (select unnest(range(min(year), max(year) + 1)) as year from counted) as y
    cross join (select distinct measure from counted) as m
),
filled as (
    select e.year, e.measure, coalesce(c.people, 0)::integer as people, c.cell_key
    from every as e
    left join counted as c on c.year = e.year and c.measure = e.measure
)
select
    year::integer as year, measure, shown($viewer_role, people, cell_key) as people,
    is_hidden($viewer_role, people) as hidden, make_date(year, 12, 31) > $as_of as is_part_of_year
from filled
where $viewer_role = 'leadership' or ($viewer_role = 'ombudsman' and people > 0)
order by year, measure;
