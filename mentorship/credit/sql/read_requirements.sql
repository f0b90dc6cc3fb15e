-- What does each requirement row ask, and what is there? Grain: mentee, tier and row; the smallest sets first.
-- reads: assessed_requirement
select mentee, tier, tier_order, categories, levels, implied, required_minutes, have_minutes
from assessed_requirement
order by mentee, tier_order, len(categories), categories, levels;
