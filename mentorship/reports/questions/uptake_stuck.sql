-- Who lacks only some categories, and for how long? Grain: tier and the only categories missing. Days in whole months for
-- leadership, and none of fewer than ten people.
-- reads: programme_person, stuck_mentee
with
counted as (
    select s.tier, s.tier_order, s.lacking, count(*)::integer as people, sum(person_key(s.mentee))::bigint as cell_key,
        median(date_diff('day', coalesce(s.since, $as_of), $as_of)) as days
    from stuck_mentee as s semi join programme_person using (mentee)
    group by all
)
select
    tier, lacking as "only", shown($viewer_role, people, cell_key) as people, is_hidden($viewer_role, people) as hidden,
    case when $viewer_role = 'ombudsman' then floor(days) when people >= 10 then round(days / 30.4375) * 30.4375 end::integer
        as median_days
from counted
-- Which places and gaps there are would tell leadership of single people: small ones are left out.
where $viewer_role = 'ombudsman' or ($viewer_role = 'leadership' and not is_hidden($viewer_role, people))
order by tier_order, lacking;
