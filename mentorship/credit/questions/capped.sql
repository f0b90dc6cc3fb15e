-- How much of its event's cap is left for each session? The most of a category that tiers can use is in
-- policy/requirements.py. Grain: one row per session of a capped event.
-- makes: capped

-- Sessions of one event share its cap, first come first served.
create or replace temp macro capped(judged, repeated, by_day) as table
with
recorded as (
    select j.*, case when j.days is null then j.worth else j.credit_minutes * d.earned_days end as earned
    from query_table(judged) as j
    left join query_table(by_day) as d using (record)
    where j.event_cap is not null and not j.is_missed and not j.is_planned
),
-- Without a title, one mentor's sessions of one activity on consecutive days are one event.
begun as (
    select record, mentee_no, activity_no, mentor_no, held_on,
        held_on - coalesce(lag(held_on) over before, held_on - 2) > 1 as begins
    from recorded
    where event_key is null
    window before as (partition by mentee_no, activity_no, mentor_no order by held_on, record)
),
untitled as (
    select record, count(*) filter (begins) over (
        partition by mentee_no, activity_no, mentor_no order by held_on, record) as number
    from begun
),
shared as (
    select r.*, case when r.event_key is null then hash(r.mentor_no, u.number) else r.event_key end as event
    from recorded as r
    left join untitled as u using (record)
    anti join query_table(repeated) as twice using (record)
    where r.is_admitted
)
select
    record,
    least(coalesce(sum(earned) over earlier, 0), event_cap)::integer as used_minutes,
    max(held_on) over earlier as used_on,
    greatest(0, least(earned, event_cap - used_minutes))::integer as credited
from shared
window earlier as (
    partition by mentee_no, activity_no, event order by held_on, starts_at nulls last, record
    rows between unbounded preceding and 1 preceding
);
