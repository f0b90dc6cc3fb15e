-- Where do people stall? Grain: one row per step; each step counts those who took it at any time.
with
step as (
    select 0 as step, 'registered' as name, count(*)::integer as people from mentee
    union all
    select 1, 'started', count(distinct mentee)::integer from decision where outcome in ('credited', 'reduced')
    union all
    select 1 + tier_order, tier, count(reached_on)::integer from tier_standing group by tier_order, tier
)
select step, name, shown($viewer_role, people) as people, is_hidden($viewer_role, people) as hidden
from step
where $viewer_role in ('ombudsman', 'leadership')
order by step;
