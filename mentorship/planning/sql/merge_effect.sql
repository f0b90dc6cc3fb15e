-- Whose outcome differs between the assessment that is kept and the one just made of those touched?
-- Grain: one row per mentee; `tiers` in order, each with the day reached and the minutes short, before and after.
-- reads: affected_key, assessed_category, assessed_tier, c, case_alias, case_mentee, category_credit, k, mentee
-- reads: mentee_alias, person, tier_progress
with
touched as (
    select mentee from mentee_alias semi join affected_key using (mentee_key)
    union
    select mentee from case_mentee
),
credit_before as (
    select mentee, sum(credited_minutes)::integer as minutes from category_credit semi join touched using (mentee) group by all
),
credit_after as (
    select mentee, sum(credited_minutes)::integer as minutes from assessed_category group by all
),
before as (
    select mentee, tier, tier_order, reached_on, minutes_short from tier_progress semi join touched using (mentee)
),
tier as (
    select
        coalesce(n.mentee, k.mentee) as mentee,
        list({
            'tier': coalesce(n.tier, k.tier),
            'reached_before': k.reached_on, 'short_before': k.minutes_short,
            'reached_after': n.reached_on, 'short_after': n.minutes_short
        } order by coalesce(n.tier_order, k.tier_order)) as tiers,
        bool_or(n.reached_on is distinct from k.reached_on or n.minutes_short is distinct from k.minutes_short) as differs
    from before as k
    full join assessed_tier as n on n.mentee = k.mentee and n.tier = k.tier
    group by all
)
select
    t.mentee, coalesce(p.name, a.name, m.name, t.mentee) as name, b.minutes as credited_before, c.minutes as credited_after, r.tiers
from touched as t
left join credit_before as b using (mentee)
left join credit_after as c using (mentee)
left join tier as r using (mentee)
left join person as p on p.person = t.mentee
left join mentee as m on m.mentee = t.mentee
left join (select mentee, any_value(name) as name from case_alias group by mentee) as a on a.mentee = t.mentee
where b.minutes is distinct from c.minutes or r.differs
order by name, t.mentee;
