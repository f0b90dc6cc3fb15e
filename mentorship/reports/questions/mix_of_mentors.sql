-- What kinds of sessions does a mentor lead, beside similar mentors? Grain: one row per kind and how it was held, with the
-- mentor's own number and that of all similar mentors together, from `$since` on. Similar: who led between half and twice
-- as many sessions. `similar` says how many they are; where fewer than `$fewest`, nothing is said of them.
-- reads: led_session
with
counted as (
    select mentor, activity, modality, count(*)::integer as sessions
    from led_session
    where held_on >= $since
    group by all
),
total as (
    select mentor, sum(sessions) as sessions from counted group by mentor
),
own as (
    select sessions from total
    where mentor = $mentor and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and mentor = $viewer_person))
),
alike as (
    select t.mentor
    from total as t
    cross join own as o
    where t.mentor != $mentor and t.sessions * 2 >= o.sessions and t.sessions <= 2 * o.sessions
),
enough as (
    select mentor from alike where (select count(*) from alike) >= $fewest
),
of_own as (
    select activity, modality, sessions
    from counted
    where mentor = $mentor and exists (select 1 from own)
),
of_enough as (
    select activity, modality, sum(sessions)::integer as sessions
    from counted
    semi join enough using (mentor)
    group by all
)
select
    activity, modality, coalesce(o.sessions, 0) as sessions, coalesce(e.sessions, 0) as of_similar,
    (select count(*) from enough)::integer as similar
from of_own as o
full join of_enough as e using (activity, modality)
order by activity, modality;
