-- Keep what the tiers ask, for everybody. Grain: one row per requirement row of each era.
-- makes: requirement
insert into requirement by name
with rule_requirement as (from rule_requirement($requirements))
select requirement_no, tier, tier_order, categories, levels, implied, minutes as required_minutes
from rule_requirement;
