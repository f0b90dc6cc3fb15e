-- What was a mentor shown of cases? Grain: one row per case of which something is shown, with the words written for the
-- mentor and nothing else of it. For the ombudsman, and a mentor's own.
-- reads: case_file, case_step, person_alias
with
shown as (
    select
        f.case_no, coalesce(a.person, f.mentor) as mentor,
        arg_max(s.told_mentor, s.step_no) filter (s.step = 'show_mentor') as told,
        max(s.taken_on) filter (s.step = 'show_mentor') as shown_on,
        arg_max(s.step, s.step_no) as last_word
    from case_file as f
    join case_step as s using (case_no)
    left join person_alias as a on a.alias = lower(f.mentor)
    where s.step in ('show_mentor', 'hide_mentor')
    group by all
)
select case_no, told, shown_on
from shown
where mentor = $mentor and last_word = 'show_mentor'
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and mentor = $viewer_person))
order by shown_on desc, case_no;
