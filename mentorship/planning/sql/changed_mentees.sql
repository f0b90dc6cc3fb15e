-- What differs for whom? Grain: mentee and tier; mentee and category; each only where something does; the tiers of the
-- changed rules. A tier or category that only one of the policies knows has nothing (NULL) on the other side.
-- reads: assessed_category, assessed_tier, case_mentee, category_credit, n, tier_progress
-- makes: changed_credit, changed_tier, tier_after
create or replace temp table tier_after as
from rule_tier($tiers);

create or replace temp table changed_tier as
with
before as (
    select * from tier_progress semi join case_mentee using (mentee)
)
select
    coalesce(n.mentee, k.mentee) as mentee, coalesce(n.tier, k.tier) as tier,
    coalesce(n.tier_order, k.tier_order) as tier_order,
    k.reached_on as reached_before, n.reached_on as reached_after,
    k.minutes_short as short_before, n.minutes_short as short_after
from before as k
full join assessed_tier as n on n.mentee = k.mentee and n.tier = k.tier
where k.reached_on is distinct from n.reached_on or k.minutes_short is distinct from n.minutes_short;

create or replace temp table changed_credit as
with
before as (
    select * from category_credit semi join case_mentee using (mentee)
)
select
    coalesce(n.mentee, k.mentee) as mentee, coalesce(n.category, k.category) as category,
    coalesce(k.credited_minutes, 0) as credited_before, coalesce(n.credited_minutes, 0) as credited_after
from before as k
full join assessed_category as n on n.mentee = k.mentee and n.category = k.category
where coalesce(k.credited_minutes, 0) != coalesce(n.credited_minutes, 0);
