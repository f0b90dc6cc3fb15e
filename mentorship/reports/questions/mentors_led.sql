-- How many mentors led a session later than $after and up to $until? One number, as exact as the viewer may see it.
-- reads: led_session
select shown($viewer_role, count(*)::integer, sum(person_key(mentor))::bigint) as mentors
from (select distinct mentor from led_session where held_on > $after and held_on <= $until)
having $viewer_role in ('ombudsman', 'leadership');
