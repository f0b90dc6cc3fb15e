-- What does each session earn, and which record did it come from? Grain: one row per session; by mentee, day, file, row.
-- reads: import, person, ruling, scope_session, verdict
select
    v.mentee, v.import_no, v.row, coalesce(i.file_name, 'plan') as file, s.session_id, v.held_on, v.activity,
    coalesce(v.category, '') as category, v.modality, v.level, v.mentor,
    coalesce(p.name, s.mentor_name, v.mentor) as leader, s.event, s.attendees,
    v.recorded_minutes, v.credited_minutes, v.outcome, v.rules, v.unverified,
    v.worth_minutes, v.used_minutes, v.used_on,
    coalesce(j.file_name, 'plan') as same_as_file, v.same_as_row,
    v.ruling_no, k.author as ruled_by, k.ruled_on, k.reason as ruled_because
from verdict as v
join scope_session as s on s.import_no = v.import_no and s.row = v.row
left join import as i on i.import_no = v.import_no
left join import as j on j.import_no = v.same_as_import
left join person as p on p.person = v.mentor
left join ruling as k on k.ruling_no = v.ruling_no
order by v.mentee, v.held_on, file, v.row;
