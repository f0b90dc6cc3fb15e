-- Every session of one mentee, and what it earned. Grain: one row per session, the newest first.
select
    d.import_no, i.file_name as file, d.row, s.session_id, d.held_on, d.activity, coalesce(d.category, '') as category,
    d.modality, d.level, coalesce(p.name, s.mentor_name, d.mentor) as leader, s.event, s.attendees, d.recorded_minutes,
    d.credited_minutes, d.outcome, d.rules, d.unverified, d.worth_minutes, d.used_minutes, d.used_on,
    j.file_name as same_as_file, d.same_as_row,
    d.precedent_no as ruling, k.author as ruled_by, k.ruled_on, k.reason as ruled_because,
    s.mentee_key, s.content::varchar as content, s.occurrence, d.mentor
from decision as d
join session_fact as s using (import_no, row)
join import as i using (import_no)
left join import as j on j.import_no = d.same_as_import
left join person as p on p.person = d.mentor
left join precedent as k on k.precedent_no = d.precedent_no
where d.mentee = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and d.mentee = $viewer_person))
order by d.held_on desc, d.import_no, d.row;
