-- Which credits has one mentee reached, and how far is each claim? Grain: one row per reached tier, in order.
-- reads: current_claim, tier_progress
select t.tier, t.reached_on, c.sent_on, c.accepted_on
from tier_progress as t
left join current_claim as c using (mentee, tier)
where t.mentee = $mentee and t.reached_on is not null
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and t.mentee = $viewer_person))
order by t.tier_order;
