-- How much of its event's cap is left for each session? Grain: one row per session of a capped event.

-- Sessions of one event share its cap, first come first served.
create or replace temp table capped as
with
-- Without a title, one mentor's sessions of one activity on consecutive days are one event.
recorded as (
    select import_no, row, mentee_no, activity, mentor, event, held_on
    from judged
    where cap_per = 'event' and not is_missed and not is_planned
),
gaps as (
    select *,
        held_on - coalesce(lag(held_on) over untitled, held_on - 2) > 1 as begins
    from recorded
    window untitled as (partition by mentee_no, activity, mentor, event is null order by held_on, import_no, row)
),
evented as (
    select import_no, row,
        case when event is null then hash(mentor, count(*) filter (begins) over (
            partition by mentee_no, activity, mentor, event is null order by held_on, import_no, row))
            else hash(event) end as event_key
    from gaps
),
shared as (
    select
        c.import_no, c.row, c.mentee_no, c.activity, c.held_on, c.starts_at, c.cap_minutes, e.event_key,
        case when c.basis = 'per_day' then c.credit_minutes * d.earned_days else c.worth end as worth
    from judged as c
    anti join doubled as twice using (import_no, row)
    join evented as e using (import_no, row)
    left join days_earned as d using (import_no, row)
    where c.stands
)
select
    import_no, row,
    least(coalesce(sum(worth) over earlier, 0), cap_minutes) as used_minutes,
    max(held_on) over earlier as used_on,
    greatest(0, least(worth, cap_minutes - used_minutes)) as credited
from shared
window earlier as (
    partition by mentee_no, activity, event_key order by held_on, starts_at nulls last, import_no, row
    rows between unbounded preceding and 1 preceding
);
