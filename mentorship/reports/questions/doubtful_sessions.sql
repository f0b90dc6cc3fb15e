-- Which records are valid and still raise a question? Grain: one row per session and question. For the ombudsman. With
-- $of_signals_too also what a signal asks about.
-- reads: decision, import, person, session_fact
with
doubted as (
    select import_no, row, unnest(list_filter([
        case when recorded_minutes > $long_minutes and is_held
            then {'code': 'long', 'question': 'Was it really this long?'} end,
        case when outcome = 'planned' and list_contains(rules, 'status.future')
            then {'code': 'future', 'question': 'It lies in the future: is it a plan?'} end,
        case when lower(mentor) = lower(mentee)
            then {'code': 'same_person', 'question': 'Mentor and mentee are the same person: is that right?'} end,
        case when list_contains($in_person_only, activity) and modality = 'virtual'
            then {'code': 'in_person_only', 'question': 'This kind of session is in person only: was it really virtual?'} end
    ], lambda each: each is not null), recursive := true)
    from decision
    where (recorded_minutes > $long_minutes and is_held) or outcome = 'planned' or mentor = mentee
        or lower(mentor) = lower(mentee) or (modality = 'virtual' and list_contains($in_person_only, activity))
    union all
    select import_no, row, 'group_of_one', 'A group of one: was it a 1x1?'
    from decision
    semi join (
        select import_no, row from session_fact
        where $of_signals_too and attendees = 1 and list_contains($groups, activity)
    ) using (import_no, row)
    union all
    select d.import_no, d.row, 'course', 'It was about a course that, according to our data, the mentee has not attended: is that right?'
    from decision as d
    join (
        select import_no, row, topic_course from session_fact where $of_signals_too and topic_course is not null
    ) as s using (import_no, row)
    join person as p on p.person = d.mentee
    where len(p.courses) > 0 and not list_contains(p.courses, s.topic_course)
)
select
    a.question, a.code, d.held_on, coalesce(p.name, s.mentee_name, s.mentee) as mentee, s.mentor_name as mentor, d.activity,
    d.modality, s.minutes, s.attendees, s.topic_course, s.session_id, i.file_name as file, a.row, a.import_no,
    d.mentee as mentee_is, d.mentor as mentor_is, s.content::varchar as content
from doubted as a
join decision as d on d.import_no = a.import_no and d.row = a.row
join session_fact as s on s.import_no = a.import_no and s.row = a.row
join import as i on i.import_no = a.import_no
left join person as p on p.person = d.mentee
where $viewer_role = 'ombudsman'
order by question, held_on, mentee, a.row;
