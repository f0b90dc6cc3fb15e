-- Who loses what was earned before a day? Grain: one row per tier that was reached before it and is then no longer held, and
-- one per mentee (tier NULL) whose sessions before it earn less. Without a day ($first_day NULL) all that was earned.
-- reads: changed_session, changed_tier
with
tier as (
    select mentee, tier, tier_order, coalesce(short_after, 0) as minutes
    from changed_tier
    where reached_before < coalesce(cast($first_day as date), 'infinity'::date)
        -- Reached again later, it was held on the day before, and is not held on the day itself.
        and (reached_after is null or reached_after >= cast($first_day as date))
),
-- Two records of one session: which of them counts is no loss.
session as (
    select mentee, activity, held_on, sum(credited_before) - sum(credited_after) as minutes
    from changed_session
    where held_on < coalesce(cast($first_day as date), 'infinity'::date)
    group by all
    having minutes > 0
),
lost as (
    select mentee, null as tier, 0 as tier_order, sum(minutes) as minutes from session group by mentee
    union all
    select mentee, tier, tier_order, minutes from tier
)
select mentee, tier, minutes::integer as minutes from lost order by mentee, tier_order;
