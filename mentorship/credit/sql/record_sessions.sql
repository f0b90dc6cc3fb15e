-- What is on record of one mentee, however the sessions name this person, up to a day; with $count_scheduled what is
-- scheduled counts as held, on whatever day. Grain: one row per session. Nothing for a viewer who may not look.
-- reads: current_session, import, person_alias
select
    s.import_no, s.row, i.file_name as file, s.session_id, s.content::varchar as content, s.mentee, s.mentee_key,
    s.mentee_name, s.mentor, s.mentor_key, s.mentor_name, s.activity, s.modality, s.held_on, s.minutes, s.starts_at,
    s.event, s.days, s.attendees, case when s.status = 'scheduled' then 'completed' else s.status end as status,
    s.endorsed, s.occurrence
from current_session as s
join import as i using (import_no)
where s.mentee_key in (
        select alias from person_alias where person = $mentee
        union all
        select lower($mentee)
    )
    and ($count_scheduled or (s.held_on <= $as_of and s.status != 'scheduled'))
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and $viewer_person = $mentee));
