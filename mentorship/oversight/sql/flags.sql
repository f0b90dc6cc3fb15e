-- What did mentees flag? Grain: one row per flag that stands, with the session it is about, as it is now. For the
-- ombudsman, and a mentee's own.
-- reads: current_session, decision, import, person_alias, session_flag
with
flag as (
    select f.*, coalesce(a.person, f.mentee) as mentee_is, coalesce(m.person, f.mentor) as flagged_mentor
    from session_flag as f
    left join person_alias as a on a.alias = lower(f.mentee)
    left join person_alias as m on m.alias = lower(f.mentor)
    where f.withdrawn_on is null
)
select
    f.flag_no, f.mentee_is as mentee, f.note, f.flagged_on, f.author,
    f.content is null and f.session_id is null as is_missing,
    f.flagged_mentor, coalesce(d.held_on, f.held_on) as held_on, coalesce(d.mentor, f.flagged_mentor) as mentor,
    coalesce(d.activity, f.activity) as activity,
    s.import_no, s.row, i.file_name as file,
    coalesce(d.credited_minutes, 0) as minutes_at_stake, d.outcome,
    md5(json_array(f.flag_no, s.held_on, s.mentor_key, s.activity, s.modality, s.minutes, s.starts_at, s.status)::varchar)
        as facts
from flag as f
left join current_session as s
    on s.mentee_key = f.mentee_key and s.occurrence = f.occurrence
    and coalesce(s.session_id, s.content::varchar) = coalesce(f.session_id, f.content::varchar)
left join decision as d on d.import_no = s.import_no and d.row = s.row
left join import as i on i.import_no = s.import_no
where $viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and f.mentee_is = $viewer_person)
order by f.flag_no;
