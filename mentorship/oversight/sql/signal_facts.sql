-- What does each signal rest on? Grain: one row per signal; `facts` is a digest of what the sessions say, wherever they
-- stand in whichever file, so that the same file imported again changes nothing.
-- reads: held_session, raised
-- makes: found_signal
create or replace temp table found_signal as
with
numbered as (
    select *, row_number() over () as signal_no from raised
),
rested as (
    select n.signal_no, md5(string_agg(fact, '' order by fact)) as facts
    from (select signal_no, unnest(sessions, recursive := true) from numbered where signal != 'sudden_change') as n
    join (
        select import_no, row, json_array(session_id, mentee, mentor, held_on, starts_at, minutes, activity, modality,
            attendees, topic_course, reported_by)::varchar as fact
        from held_session
    ) as h on h.import_no = n.import_no and h.row = n.row
    group by n.signal_no
)
select
    n.signal, n.mentor, n.mentee, n.sessions, n.since, n.minutes_at_stake, n.said,
    coalesce(r.facts, md5(n.said)) as facts
from numbered as n
left join rested as r using (signal_no);
