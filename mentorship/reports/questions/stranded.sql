-- Whom would a mentor's stopping leave without one? Grain: one row per mentor and mentee who, of all sessions that mentors led
-- later than `$after` and up to `$until`, had them with this mentor alone, and has not reached all tiers. For the ombudsman.
-- reads: led_session, mentee, tier_progress
with
pair as (
    select mentor, mentee, count(*)::integer as sessions, max(held_on) as last_session
    from led_session
    where held_on > $after and held_on <= $until
    group by mentor, mentee
),
only_one as (
    select mentee from pair group by mentee having count(*) = 1
),
done as (
    select mentee from tier_progress group by mentee having bool_and(reached_on is not null)
)
select p.mentor, p.mentee, coalesce(m.name, p.mentee) as mentee_name, p.sessions, p.last_session
from pair as p
semi join only_one using (mentee)
anti join done using (mentee)
left join mentee as m using (mentee)
where $viewer_role = 'ombudsman'
order by mentee_name, p.mentee;
