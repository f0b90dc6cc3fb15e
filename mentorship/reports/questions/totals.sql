-- The programme in numbers. One row; as exact as the viewer may see them. Active means in the last year: a mentee who
-- earned credit, a mentor who led a session.
-- reads: decision, led_session, mentee, tier_progress
with
person as (
    select 'registered' as what, mentee as person from mentee where registered_on is not null
    union all
    select distinct 'active', mentee from decision where credited_minutes > 0 and held_on > $year_before
    union all
    select distinct 'mentors', mentor from led_session where held_on > $year_before
    union all
    select distinct 'reached', mentee from tier_progress where reached_on is not null
),
counted as (
    select what, count(*)::integer as people, sum(person_key(person))::bigint as cell_key from person group by what
),
filled as (
    select w.what, coalesce(c.people, 0)::integer as people, c.cell_key
    from (select unnest(['registered', 'active', 'mentors', 'reached']) as what) as w
    left join counted as c using (what)
),
seen as (
    select what, shown($viewer_role, people, cell_key) as people from filled
)
select
    any_value(people) filter (what = 'registered') as registered,
    any_value(people) filter (what = 'active') as active,
    any_value(people) filter (what = 'mentors') as mentors,
    any_value(people) filter (what = 'reached') as reached
from seen
where $viewer_role in ('ombudsman', 'leadership')
having count(*) > 0;
