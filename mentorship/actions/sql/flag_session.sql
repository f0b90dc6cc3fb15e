-- Which session of this mentee is meant, by what identifies it when its file comes in again, and was it flagged already?
-- One row, or none where it is not theirs.
-- reads: current_session, decision, person_alias, session_flag
select
    s.session_id, s.mentee_key, s.content, s.occurrence, s.held_on, d.mentor, s.activity,
    exists (
        select 1 from session_flag as f
        where f.withdrawn_on is null and f.mentee_key = s.mentee_key and f.occurrence = s.occurrence
            and coalesce(f.session_id, f.content::varchar) = coalesce(s.session_id, s.content::varchar)
    ) as is_flagged
from current_session as s
left join decision as d on d.import_no = s.import_no and d.row = s.row
left join person_alias as a on a.alias = s.mentee_key
where s.import_no = $import_no and s.row = $row and coalesce(a.person, d.mentee) = $mentee;
