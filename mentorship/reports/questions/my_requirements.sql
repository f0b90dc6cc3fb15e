-- What does each tier ask of one mentee, and what is there? Grain: one row per tier and requirement row.
-- reads: requirement_progress
select tier, tier_order, categories, levels, implied, required_minutes, have_minutes
from requirement_progress
where mentee = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and mentee = $viewer_person))
order by tier_order, len(categories), categories;
