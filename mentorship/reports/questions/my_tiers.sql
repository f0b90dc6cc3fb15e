-- Where does one mentee stand in each tier? Grain: one row per tier.
-- reads: tier_progress
select tier, tier_order, hours_complete_on, prerequisite, prerequisite_held_on, reached_on, minutes_short
from tier_progress
where mentee = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and mentee = $viewer_person))
order by tier_order;
