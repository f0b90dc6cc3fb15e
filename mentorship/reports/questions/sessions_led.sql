-- Which sessions did a mentor lead, and what did each earn? Grain: one row per mentee and session, the newest first. For the
-- ombudsman, and a mentor's own.
-- reads: import, led_session, person, ruling, session_fact, session_rating
select
    d.import_no, d.row, i.file_name as file, s.session_id, d.held_on, d.activity, coalesce(d.category, '') as category,
    d.modality, d.level, d.mentor, coalesce(r.name, s.mentor_name, d.mentor) as leader, s.event, s.attendees,
    d.recorded_minutes, d.credited_minutes, d.outcome, d.rules, d.unverified, d.worth_minutes, d.used_minutes, d.used_on,
    j.file_name as same_as_file, d.same_as_row,
    d.ruling_no, k.author as ruled_by, k.ruled_on, k.reason as ruled_because,
    d.mentee, coalesce(e.name, s.mentee_name, d.mentee) as mentee_name, s.starts_at, t.rating, s.goals, s.topic_course
from led_session as d
join session_fact as s on s.import_no = d.import_no and s.row = d.row
join import as i on i.import_no = d.import_no
left join import as j on j.import_no = d.same_as_import
left join person as r on r.person = d.mentor
left join person as e on e.person = d.mentee
left join ruling as k on k.ruling_no = d.ruling_no
left join session_rating as t on t.import_no = d.import_no and t.row = d.row
where d.mentor = $mentor
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and d.mentor = $viewer_person))
order by d.held_on desc, s.starts_at desc, d.import_no, d.row;
