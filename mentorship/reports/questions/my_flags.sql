-- What did a mentee flag, and how far is each? Grain: one row per flag that stands, the newest first. For the ombudsman,
-- and a mentee's own. Of the case behind it only the last step, and the answer written for the mentee.
-- reads: case_file, case_step, current_session, import, person_alias, session_flag
with
flag as (
    select f.*, coalesce(a.person, f.mentee) as mentee_is
    from session_flag as f
    left join person_alias as a on a.alias = lower(f.mentee)
    where f.withdrawn_on is null
),
step as (
    select
        f.about, arg_max(s.step, s.step_no) as last_step,
        arg_max(s.told_mentee, s.step_no) filter (s.step = 'close') as told_mentee,
        max(s.taken_on) filter (s.step = 'close') as closed_on
    from case_file as f
    join case_step as s using (case_no)
    where f.theme = 'flag' and s.step not in ('show_mentor', 'hide_mentor')
    group by f.about
)
select
    f.flag_no, f.note, f.flagged_on, coalesce(s.held_on, f.held_on) as held_on, coalesce(s.activity, f.activity) as activity,
    f.content is null and f.session_id is null as is_missing, s.import_no, s.row, i.file_name as file,
    t.last_step, t.told_mentee, t.closed_on
from flag as f
left join current_session as s
    on s.mentee_key = f.mentee_key and s.occurrence = f.occurrence
    and coalesce(s.session_id, s.content::varchar) = coalesce(f.session_id, f.content::varchar)
left join import as i on i.import_no = s.import_no
left join step as t on t.about = f.flag_no::varchar
where f.mentee_is = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and f.mentee_is = $viewer_person))
order by f.flag_no desc;
