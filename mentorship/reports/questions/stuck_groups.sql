-- How many lack only some categories, and for how long? Grain: tier and the only categories missing; median days.
-- reads: stuck_mentee
select
    tier, lacking as "only", count(*)::integer as mentees,
    cast(floor(median(date_diff('day', coalesce(since, $as_of), $as_of))) as integer) as median_days
from stuck_mentee
group by tier, tier_order, lacking
order by tier_order, lacking;
