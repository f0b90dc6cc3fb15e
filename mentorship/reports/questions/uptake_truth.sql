-- What the sentences about uptake are worked out from: true numbers, never shown to leadership. One row per step.
-- reads: programme_person, tier_progress
with
step as (
    select 0 as step, 'registered' as name, count(registered_on) as people from programme_person
    union all
    select 1, 'started', count(first_session_on) from programme_person
    union all
    select 1 + t.tier_order, t.tier, count(t.reached_on)
    from tier_progress as t semi join programme_person using (mentee)
    group by all
)
select step::integer as step, name, people::integer as people from step order by step;
