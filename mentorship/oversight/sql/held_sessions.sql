-- Which sessions do signals ask about? Grain: one row per session that was held; `is_further` marks records of a session
-- that another record stands for. Times are minutes since 1950, so that a session past midnight meets the next day's.
-- reads: decision, further_record, import, session_fact
-- makes: held_session, raised

create or replace temp table held_session as
select
    d.import_no, d.row, i.part_of as source, d.mentor, d.mentee, d.held_on, d.activity, d.led_by = 'mentor' as is_led,
    d.credited_minutes, d.worth_minutes,
    -- Before the programme's first day nobody was certified by it, and nothing hangs on that.
    d.outcome = 'refused' and list_has_any(d.rules, ['standing.mentor_not_certified', 'standing.provider_not_certified'])
        and not list_contains(d.rules, 'window.before') as lacks_standing,
    s.minutes, s.starts_at, s.attendees, lower(s.event) as event, s.reported_by, s.topic_course, s.session_id, s.content,
    d.modality, f.import_no is not null as is_further,
    case when s.minutes > 0 then (d.held_on - date '1950-01-01') * 1440 + s.starts_at end as begins,
    begins + s.minutes as ends
from decision as d
join session_fact as s using (import_no, row)
join import as i using (import_no)
left join further_record as f using (import_no, row)
where d.is_held;

create or replace temp table raised (
    signal varchar, mentor varchar, mentee varchar, sessions struct(import_no integer, row integer)[], since date,
    minutes_at_stake integer, said varchar
);
