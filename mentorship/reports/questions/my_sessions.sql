-- Every session of one mentee, and what it earned. Grain: one row per session, by day.
-- reads: decision, import, person, ruling, session_fact
select
    d.import_no, d.row, i.file_name as file, s.session_id, d.held_on, d.activity, coalesce(d.category, '') as category,
    d.modality, d.level, d.mentor, coalesce(p.name, s.mentor_name, d.mentor) as leader, s.event, s.attendees,
    d.recorded_minutes, d.credited_minutes, d.outcome, d.rules, d.unverified, d.worth_minutes, d.used_minutes, d.used_on,
    j.file_name as same_as_file, d.same_as_row,
    d.ruling_no, k.author as ruled_by, k.ruled_on, k.reason as ruled_because
from decision as d
join session_fact as s using (import_no, row)
join import as i using (import_no)
left join import as j on j.import_no = d.same_as_import
left join person as p on p.person = d.mentor
left join ruling as k on k.ruling_no = d.ruling_no
where d.mentee = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and d.mentee = $viewer_person))
order by d.held_on, d.import_no, d.row;
