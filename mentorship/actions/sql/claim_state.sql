-- Has a mentee reached a tier, and was it sent in? One row.
-- reads: tier_progress, current_claim
select t.reached_on, c.sent_on
from tier_progress as t
left join current_claim as c using (mentee, tier)
where t.mentee = $mentee and t.tier = $tier;
