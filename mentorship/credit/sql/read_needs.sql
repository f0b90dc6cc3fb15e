-- What does each requirement row ask, and what is there? Grain: mentee, tier and row; the smallest sets first.
select
    mentee, tier, tier_order, categories, levels, required_minutes, have_minutes, implied,
    greatest(0, required_minutes - have_minutes) as short_minutes
from stand_requirement
order by mentee, tier_order, len(categories), categories, levels;
