-- Where do people stall? Grain: one row per step; each step counts those who took it at any time.
with
step as (
    select 0 as step, 'registered' as name, count(*)::integer as people from mentee
    union all
    select 1, 'started', count(distinct mentee)::integer from decision where outcome in ('credited', 'reduced')
    union all
    select 1 + tier_order, tier, count(reached_on)::integer from tier_standing group by tier_order, tier
),
-- What leadership must not work out are the people between two steps, too.
gap as (
    select *, people - coalesce(lead(people) over (order by step), 0) as left_here from step
)
select
    step, name,
    case when $viewer_role = 'leadership' and least(people, left_here) between 1 and 4 then null else people end as people,
    $viewer_role = 'leadership' and least(people, left_here) between 1 and 4 as hidden
from gap
where $viewer_role in ('ombudsman', 'leadership')
order by step;
