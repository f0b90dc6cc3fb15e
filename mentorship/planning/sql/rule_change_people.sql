-- How many people does a rule change touch, tier by tier? Grain: tier and what happens to people: gained, lost, earlier, later,
-- and how many reach it before and after. True numbers for what is said in words; others as the viewer may see them.
-- reads: changed_tier, tier_after, tier_progress
with
reached as (
    select tier, 'before' as what, mentee from tier_progress where reached_on is not null
),
change as (
    select tier, 'gained' as what, mentee from changed_tier where reached_before is null and reached_after is not null
    union all
    select tier, 'lost', mentee from changed_tier where reached_before is not null and reached_after is null
    union all
    select tier, 'earlier', mentee from changed_tier where reached_after < reached_before
    union all
    select tier, 'later', mentee from changed_tier where reached_after > reached_before
),
happened as (
    select * from reached
    union all
    select * from change
    union all
    select tier, 'after', mentee from reached anti join (select tier, mentee from change where what = 'lost') using (tier, mentee)
    union all
    select tier, 'after', mentee from change where what = 'gained'
),
counted as (
    select tier, what, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key from happened group by all
),
every as (
    select t.tier, t.tier_order, w.what
    from tier_after as t
    cross join (select unnest(['before', 'after', 'gained', 'lost', 'earlier', 'later']) as what) as w
)
select
    e.tier, e.what, coalesce(c.people, 0)::integer as people_true,
    shown($viewer_role, coalesce(c.people, 0)::integer, c.cell_key) as people,
    is_hidden($viewer_role, coalesce(c.people, 0)) as hidden
from every as e
left join counted as c using (tier, what)
where $viewer_role in ('ombudsman', 'leadership')
order by e.tier_order, e.what;
