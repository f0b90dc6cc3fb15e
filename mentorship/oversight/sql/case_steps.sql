-- Which steps were taken in which cases? Grain: one row per step, by case; a case goes by the people as they are called
-- now. A case that was begun twice, before two people became one, is one case. For the ombudsman.
-- reads: case_file, case_step, person_alias
select
    f.case_no, f.theme, coalesce(m.person, f.mentor) as mentor, coalesce(e.person, f.mentee) as mentee, f.about,
    s.step_no, s.step, s.taken_on, s.author, s.reason, s.facts, s.sleeps_until, s.outcome, s.rulings, s.asked_of,
    s.told_mentee, s.told_mentor
from case_file as f
join case_step as s using (case_no)
left join person_alias as m on m.alias = lower(f.mentor)
left join person_alias as e on e.alias = lower(f.mentee)
where $viewer_role = 'ombudsman'
order by s.taken_on, f.case_no, s.step_no;
