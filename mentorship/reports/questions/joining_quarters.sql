-- How many people registered in each quarter, or were new: earned credit for the first time? Grain: quarter from $after on up to
-- the day of judging and measure; `people_true` is for working out limits, and is not shown.
-- reads: decision, programme_person
with
quarter as (
    select unnest(range(date_trunc('quarter', $after::date)::timestamp, date_trunc('quarter', $as_of::date)::timestamp + interval 1 day, interval 3 month))::date
        as begins_on
),
joined as (
    select 'registered' as measure, mentee, date_trunc('quarter', registered_on)::date as begins_on
    from programme_person
    where registered_on is not null
    union all
    select 'new', d.mentee, date_trunc('quarter', min(d.held_on))::date
    from decision as d semi join programme_person using (mentee)
    where d.credited_minutes > 0 and d.held_on <= $as_of
    group by d.mentee
),
counted as (
    select measure, begins_on, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key from joined group by all
)
select
    q.begins_on, m.measure, (q.begins_on + interval 3 month)::date > $as_of + 1 as is_part,
    coalesce(c.people, 0)::integer as people_true,
    shown($viewer_role, coalesce(c.people, 0)::integer, c.cell_key) as people,
    is_hidden($viewer_role, coalesce(c.people, 0)) as hidden
from quarter as q
cross join (select unnest(['registered', 'new']) as measure) as m
left join counted as c on c.begins_on = q.begins_on and c.measure = m.measure
where $viewer_role in ('ombudsman', 'leadership')
order by m.measure, q.begins_on;
