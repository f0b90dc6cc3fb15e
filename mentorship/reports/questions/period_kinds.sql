-- What kinds of sessions were led, and how were they held? Grain: one row per kind and modality; numbers as the viewer may
-- see them. For leadership and ombudsman.
-- reads: led_session
with
led as (
    select activity, modality, mentee, count(*)::integer as sessions, sum(credited_minutes)::integer as minutes
    from led_session
    where held_on >= $begin and held_on <= $until
    group by all
),
counted as (
    select
        activity, modality, count(*)::integer as mentees, sum(sessions)::integer as sessions,
        max(sessions)::integer as most_sessions, sum(minutes)::integer as minutes, max(minutes)::integer as most_minutes,
        sum(person_key(mentee))::bigint as cell_key
    from led
    group by all
)
select
    activity, modality, shown($viewer_role, mentees, cell_key) as mentees,
    shown_amount($viewer_role, mentees, cell_key, sessions, most_sessions, getvariable('fewest_people')) as sessions,
    shown_amount($viewer_role, mentees, cell_key, minutes, most_minutes, getvariable('minutes_step')) as credited_minutes,
    is_hidden($viewer_role, mentees) as hidden
from counted
where $viewer_role in ('ombudsman', 'leadership')
order by activity, modality;
