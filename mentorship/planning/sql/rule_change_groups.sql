-- Whom does a rule change touch, by country, kind of mentoring and year? Grain: grouping, value and what happens to people. Year:
-- that in which a tier is reached, or would be; kind: of the sessions that earn something else.
-- reads: changed_session, changed_tier, country_of, mentee
with
happened as (
    select mentee, tier, reached_before, reached_after,
        case when reached_before is null and reached_after is not null then 'gained'
            when reached_before is not null and reached_after is null then 'lost'
            when reached_after < reached_before then 'earlier' when reached_after > reached_before then 'later' end as what
    from changed_tier
),
grouped as (
    select distinct 'country' as grouping, coalesce(c.country, $not_told) as value, h.what, h.mentee
    from happened as h
    left join mentee as m on m.mentee = h.mentee
    left join country_of as c on c.written = m.country
    where h.what is not null
    union all
    select distinct 'year', year(coalesce(reached_after, reached_before))::varchar, what, mentee from happened where what is not null
    union all
    select distinct 'kind', activity, case when sum(credited_after) > sum(credited_before) then 'more credit'
        when sum(credited_after) < sum(credited_before) then 'less credit' else 'other credit' end, mentee
    from changed_session
    group by activity, mentee
),
counted as (
    select grouping, value, what, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key from grouped group by all
)
select grouping, value, what, shown($viewer_role, people, cell_key) as people, is_hidden($viewer_role, people) as hidden
from counted
-- Which places there are would tell leadership of single people: small ones are left out.
where $viewer_role = 'ombudsman' or ($viewer_role = 'leadership' and not is_hidden($viewer_role, people))
order by grouping, value, what;
