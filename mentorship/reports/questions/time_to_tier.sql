-- How long did it take each person to reach each tier, or how long have they been under way? Grain: person and tier of the
-- rules in force; `days` to the day reached, else to the day of judging.
-- reads: programme_person, tier_progress
with
tier as (
    select unnest($tiers) as tier, generate_subscripts($tiers, 1) as tier_order
)
select
    t.tier, date_diff('day', p.begins_on, coalesce(k.reached_on, $as_of))::integer as days, k.reached_on is not null as reached,
    p.mentee
from programme_person as p
cross join tier as t
left join tier_progress as k on k.mentee = p.mentee and k.tier = t.tier
order by t.tier_order, days, p.mentee;
