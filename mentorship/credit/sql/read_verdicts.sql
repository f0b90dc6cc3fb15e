-- What does each session earn, told with the record it came from? Grain: one row per session; by mentee, day, file, row.
select
    m.mentee, v.import_no, coalesce(i.file_name, 'plan') as file, v.row, s.session_id, v.held_on, v.activity,
    coalesce(v.category, '') as category, v.modality, v.level,
    coalesce(p.name, s.mentor_name, v.mentor) as leader, s.attendees,
    v.recorded_minutes, v.credited_minutes, v.outcome, v.rules, v.unverified,
    v.worth_minutes, v.used_minutes, v.used_on,
    coalesce(j.file_name, 'plan') as same_as_file, v.same_as_row,
    v.precedent_no as ruling, k.author as ruled_by, k.ruled_on, k.reason as ruled_because
from verdict as v
join case_mentee as m using (mentee_no)
join scope_session as s on s.import_no = v.import_no and s.row = v.row
left join import as i on i.import_no = v.import_no
left join import as j on j.import_no = v.same_as_import
left join person as p on p.person = v.mentor
left join precedent as k on k.precedent_no = v.precedent_no
order by m.mentee, v.held_on, file, v.row;
