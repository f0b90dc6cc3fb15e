-- What does each requirement row ask, and what is there? Grain: mentee, tier and requirement row.
-- By the rules under which the tier's hours were completed, else by those in force on the day of judging.

create or replace temp table needed as
with
judged_tier as (
    select
        c.mentee_no, t.tier, t.tier_order, k.counting_after,
        coalesce(k.era_from, r.as_of) as by_rules_of,
        -- Where tiers start one after the other, nothing counts toward a tier before the one before it is reached.
        k.mentee_no is not null as has_begun
    from case_mentee as c
    cross join rule_tier as t
    cross join rule_reading as r
    left join reached as k on k.mentee_no = c.mentee_no and k.tier_order = t.tier_order
),
from_start as (
    select mentee_no, category, level, sum(minutes)::integer as minutes from earned group by all
),
from_later as (
    select j.mentee_no, j.tier_order, e.category, e.level, sum(e.minutes)::integer as minutes
    from judged_tier as j
    join earned as e on e.mentee_no = j.mentee_no and e.held_on > j.counting_after
    group by all
),
in_bucket as (
    select j.mentee_no, j.tier_order, f.category, f.level, f.minutes
    from judged_tier as j
    join from_start as f on f.mentee_no = j.mentee_no
    where j.has_begun and j.counting_after is null
    union all
    select * from from_later
),
in_set as (
    select b.mentee_no, b.tier_order, m.set_no, sum(b.minutes)::integer as minutes
    from in_bucket as b
    join rule_set as m using (category, level)
    group by all
)
select
    j.mentee_no, j.tier, j.tier_order, q.set_no, q.implied,
    q.minutes as required_minutes, coalesce(h.minutes, 0) as have_minutes
from judged_tier as j
join rule_requirement as q
    on q.tier_order = j.tier_order and q.era_from <= j.by_rules_of and j.by_rules_of < q.era_until
left join in_set as h on h.mentee_no = j.mentee_no and h.tier_order = j.tier_order and h.set_no = q.set_no;
