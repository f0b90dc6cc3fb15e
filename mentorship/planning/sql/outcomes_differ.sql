-- For how many mentees does the assessment just made differ from the one that is kept? One row: mentees in all, those
-- whose tiers differ, those whose credited minutes differ, and the minutes credited more (or less, below zero).
-- reads: assessed_category, assessed_tier, category_credit, k, tier_progress
with
tiers as (
    select distinct coalesce(n.mentee, k.mentee) as mentee
    from assessed_tier as n
    full join tier_progress as k on k.mentee = n.mentee and k.tier = n.tier
    where n.reached_on is distinct from k.reached_on
),
credit as (
    select coalesce(n.mentee, k.mentee) as mentee,
        sum(coalesce(n.credited_minutes, 0) - coalesce(k.credited_minutes, 0)) as minutes
    from assessed_category as n
    full join category_credit as k on k.mentee = n.mentee and k.category = n.category
    where n.credited_minutes is distinct from k.credited_minutes
    group by all
)
select
    (select count(*) from (select mentee from tiers union select mentee from credit))::integer as mentees,
    (select count(*) from tiers)::integer as tier_changes,
    (select count(*) from credit)::integer as credit_changes,
    (select coalesce(sum(minutes), 0) from credit)::integer as minutes;
