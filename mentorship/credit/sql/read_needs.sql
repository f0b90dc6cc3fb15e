-- What does each requirement row ask, and what is there? Grain: mentee, tier and row; the smallest sets first.
select mentee, tier, categories, levels, required_minutes, have_minutes, implied
from stand_requirement
order by mentee, tier_order, len(categories), categories, levels;
