-- Which data is an answer about? One row: how many sessions are in force, the newest day on or before the day of judging
-- on which one was held, and a digest that is the same for the same sessions, whatever files brought them in which order.
-- reads: current_session
with
-- All that a session says; where it stood in a file is not part of it.
digested as (
    select held_on, sha256(json_array(
        held_on, mentee, mentee_name, mentor, mentor_name, activity, modality, minutes, starts_at, session_id, event,
        days, attendees, status, endorsed, reported_by, topic_course, goals, rating, fee, currency, notes
    )::varchar) as digest
    from current_session
)
select
    count(*)::integer as sessions,
    max(held_on) filter (held_on <= $as_of) as newest_held_on,
    sha256(coalesce(string_agg(digest, '' order by digest), '')) as digest
from digested;
