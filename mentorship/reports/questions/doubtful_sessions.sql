-- Which records can be read and still want a look? Grain: one row per session and question. For the ombudsman.
with
known as (
    select
        s.*, i.file_name as file, d.recorded_minutes, d.activity as judged_as,
        coalesce(e.person, s.mentee) as mentee_is, coalesce(r.person, s.mentor) as mentor_is,
        p.name as known_name, p.courses
    from current_session as s
    join import as i using (import_no)
    left join decision as d using (import_no, row)
    left join person_alias as e on e.alias = s.mentee_key
    left join person_alias as r on r.alias = s.mentor_key
    left join person as p on p.person = coalesce(e.person, s.mentee)
),
asked as (
    select *, unnest(list_filter([
        case when minutes > $long_minutes and status = 'completed' then 'Was it really this long?' end,
        case when held_on > $as_of and status = 'completed' then 'It lies in the future: is it a plan?' end,
        case when lower(mentor_is) = lower(mentee_is) then 'Mentor and mentee are the same person: is that right?' end,
        case when list_contains($in_person_only, activity) and modality = 'virtual'
            then 'This kind of session is in person only: was it really virtual?' end,
        case when list_contains($groups, activity) and attendees = 1 then 'A group of one: was it a 1x1?' end,
        case when topic_course is not null and len(courses) > 0 and not list_contains(courses, topic_course)
            then 'It was about a course that the mentee has not attended by our data: is that so?' end
    ], lambda question: question is not null)) as question
    from known
)
select
    question, held_on, coalesce(known_name, mentee_name, mentee) as mentee, mentor_name as mentor, activity, modality,
    minutes, attendees, topic_course, session_id, file, row
from asked
where $viewer_role = 'ombudsman'
order by question, held_on, mentee, row;
