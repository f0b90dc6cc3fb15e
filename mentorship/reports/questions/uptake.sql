-- Is the programme growing? Grain: one row per year and measure (people, each counted once a year).
with
counted as (
    select year(registered_on) as year, 'registered' as measure, count(*)::integer as people
    from mentee
    where registered_on <= $as_of
    group by all
    union all
    select year(held_on), 'active', count(distinct mentee)::integer
    from decision
    where outcome in ('credited', 'reduced')
    group by all
    union all
    select year(started), 'started', count(*)::integer
    from (select mentee, min(held_on) as started from decision where outcome in ('credited', 'reduced') group by mentee)
    group by all
    union all
    select year(reached_on), 'tier ' || tier, count(*)::integer
    from tier_standing
    where reached_on is not null
    group by all
),
-- Every year of every measure: for leadership a year without anybody looks like one with a few.
every as (
    select y.year, m.measure
    from (select unnest(range(min(year), max(year) + 1)) as year from counted) as y
    cross join (select distinct measure from counted) as m
),
filled as (
    select e.year, e.measure, coalesce(c.people, 0)::integer as people
    from every as e
    left join counted as c on c.year = e.year and c.measure = e.measure
)
select
    year::integer as year, measure, shown($viewer_role, people) as people, is_hidden($viewer_role, people) as hidden
from filled
where $viewer_role = 'leadership' or ($viewer_role = 'ombudsman' and people > 0)
order by year, measure;
