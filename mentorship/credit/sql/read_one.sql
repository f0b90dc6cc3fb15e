-- What did the questions find about the one mentee asked about? One row: a list of each.
-- reads: assessed_category, assessed_tier, needed, verdict
select sessions, tiers, requirements, categories
from (select list(v) as sessions from verdict as v)
cross join (select list(t order by t.tier_order) as tiers from assessed_tier as t)
cross join (select list({'requirement_no': requirement_no, 'have_minutes': have_minutes}) as requirements from needed)
cross join (select list(c order by c.category) as categories from assessed_category as c);
