-- Where does each mentee stand in each tier? Grain: mentee and tier, in order.
-- reads: assessed_tier
select mentee, tier, tier_order, hours_complete_on, prerequisite, prerequisite_held_on, reached_on, minutes_short
from assessed_tier
order by mentee, tier_order;
