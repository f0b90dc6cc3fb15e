-- Which sessions earned credit in one year, category and modality? Grain: one row per session, the newest first; `listed`
-- counts them all. The same sessions as modality_mix.sql counts. For the ombudsman.
-- reads: decision, import, person, session_fact
select
    d.held_on, coalesce(e.name, s.mentee_name, d.mentee) as mentee, d.activity, d.category, d.modality,
    coalesce(m.name, s.mentor_name, d.mentor) as mentor, d.recorded_minutes, d.credited_minutes, d.outcome, s.session_id,
    d.import_no, i.file_name as file, d.row, d.mentee as mentee_id, (count(*) over ())::integer as listed
from decision as d
join session_fact as s using (import_no, row)
join import as i using (import_no)
left join person as e on e.person = d.mentee
left join person as m on m.person = d.mentor
where $viewer_role = 'ombudsman' and d.outcome in ('credited', 'reduced') and year(d.held_on) = $year
    and d.category = $category and d.modality = $modality
order by d.held_on desc, d.import_no, d.row
limit $most;
