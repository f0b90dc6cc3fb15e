-- How many reach each tier before and after a rule change, and who is better or worse off? Grain: one row per tier of
-- either policy.
-- reads: changed_tier, tier_after, tier_progress
with
counted as (
    select tier, count(reached_on) as reached from tier_progress group by tier
),
change as (
    select
        tier,
        count(*) filter (reached_before is null and reached_after is not null) as gained,
        count(*) filter (reached_before is not null and reached_after is null) as lost,
        count(*) filter (reached_after < reached_before) as earlier,
        count(*) filter (reached_after > reached_before) as later
    from changed_tier
    group by tier
),
tier as (
    select tier, min(tier_order) as tier_order
    from (select tier, tier_order from tier_after union all select distinct tier, tier_order + 0.5 from tier_progress)
    group by tier
)
select
    t.tier, coalesce(k.reached, 0)::integer as reached_before,
    (coalesce(k.reached, 0) + coalesce(c.gained, 0) - coalesce(c.lost, 0))::integer as reached_after,
    coalesce(c.gained, 0)::integer as gained, coalesce(c.lost, 0)::integer as lost,
    coalesce(c.earlier, 0)::integer as earlier, coalesce(c.later, 0)::integer as later
from tier as t
left join counted as k using (tier)
left join change as c using (tier)
order by t.tier_order;
