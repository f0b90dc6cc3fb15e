-- Whom did a mentor mentor, and how far did each get? Grain: one row per mentee, by name. How far somebody got rests on all
-- their sessions, treatments among them: that is for the ombudsman; a mentor sees what was held with the own mentees.
-- reads: led_session, mentee, tier_progress
with
own as (
    select
        mentee, min(held_on) as first_session, max(held_on) as last_session, count(*)::integer as sessions,
        sum(recorded_minutes)::integer as recorded_minutes, sum(credited_minutes)::integer as credited_minutes
    from led_session
    where mentor = $mentor
        and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and mentor = $viewer_person))
    group by mentee
),
progress as (
    select
        mentee, count(reached_on)::integer as tiers_reached,
        arg_min(tier, tier_order) filter (reached_on is null) as next_tier,
        arg_min(minutes_short, tier_order) filter (reached_on is null) as minutes_short
    from tier_progress
    semi join own using (mentee)
    where $viewer_role = 'ombudsman'
    group by mentee
)
select o.*, coalesce(m.name, o.mentee) as name, p.tiers_reached, p.next_tier, p.minutes_short
from own as o
left join mentee as m using (mentee)
left join progress as p using (mentee)
order by name, o.mentee;
