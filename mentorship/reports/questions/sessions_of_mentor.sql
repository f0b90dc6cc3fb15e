-- Which sessions are behind one mentor's numbers? Grain: one row per session, the newest first; `listed` counts them all.
-- The same sessions as mentor_activity.sql counts. For the ombudsman.
-- reads: import, led_session, person, session_fact
select
    d.held_on, coalesce(e.name, s.mentee_name, d.mentee) as mentee, d.activity, d.modality, d.recorded_minutes,
    d.credited_minutes, d.outcome, s.rating, s.session_id, d.import_no, i.file_name as file, d.row,
    d.mentee as mentee_id, (count(*) over ())::integer as listed
from led_session as d
join session_fact as s using (import_no, row)
join import as i using (import_no)
left join person as e on e.person = d.mentee
where $viewer_role = 'ombudsman' and d.mentor = $mentor
    and d.held_on > $after
order by d.held_on desc, d.import_no, d.row
limit $most;
