-- What are these sessions? Grain: one row per session of `$imports` and `$lines`, by day. For the ombudsman.
-- reads: decision, import, person, session_fact
with
named as (
    select unnest($imports::integer[]) as import_no, unnest($lines::integer[]) as row
)
select
    d.held_on, s.starts_at, d.mentor, coalesce(r.name, s.mentor_name, d.mentor) as mentor_name, d.mentee,
    coalesce(e.name, s.mentee_name, d.mentee) as mentee_name, d.activity, d.modality, d.recorded_minutes, d.credited_minutes,
    d.outcome, s.attendees, s.reported_by, s.topic_course, s.session_id, d.import_no, i.file_name as file, d.row
from named as n
join decision as d on d.import_no = n.import_no and d.row = n.row
join session_fact as s on s.import_no = n.import_no and s.row = n.row
join import as i on i.import_no = n.import_no
left join person as r on r.person = d.mentor
left join person as e on e.person = d.mentee
where $viewer_role = 'ombudsman'
order by d.held_on, s.starts_at, d.import_no, d.row;
