-- For whom does a rule change change anything, and what? Grain: one row per mentee, with every category's minutes and
-- every tier before and after.
-- reads: assessed_category, assessed_tier, category_credit, changed_credit, changed_tier, tier_progress
with
concerned as (
    select mentee from changed_tier union select mentee from changed_credit
),
credit_before as (
    select mentee, map(list(category order by category), list(credited_minutes order by category)) as before
    from category_credit semi join concerned using (mentee)
    group by mentee
),
credit_after as (
    select mentee, map(list(category order by category), list(credited_minutes order by category)) as after
    from assessed_category semi join concerned using (mentee)
    group by mentee
),
tier as (
    select
        coalesce(n.mentee, k.mentee) as mentee,
        list({
            'tier': coalesce(n.tier, k.tier),
            'reached_before': k.reached_on, 'reached_after': n.reached_on,
            'short_before': k.minutes_short, 'short_after': n.minutes_short
        } order by coalesce(n.tier_order, k.tier_order)) as tiers
    from (select * from tier_progress semi join concerned using (mentee)) as k
    full join (select * from assessed_tier semi join concerned using (mentee)) as n
        on n.mentee = k.mentee and n.tier = k.tier
    group by all
)
select t.mentee, b.before, a.after, t.tiers
from tier as t
join credit_before as b using (mentee)
join credit_after as a using (mentee)
order by t.mentee;
