-- Which sessions were about a course that the mentee has not attended, by our data? Grain: one row per mentor, mentee and course.
-- reads: held_session, person
-- makes: raised
insert into raised
with
attended as (
    select person, list_transform(courses, lambda course: lower(trim(course))) as courses
    from person
    where len(courses) > 0
)
select
    'course_not_attended', h.mentor, h.mentee,
    list({'import_no': h.import_no, 'row': h.row} order by h.held_on, h.import_no, h.row), min(h.held_on),
    sum(h.credited_minutes)::integer,
    json_object('sessions', count(*), 'course', min(h.topic_course), 'day', min(h.held_on), 'last_day', max(h.held_on))
from held_session as h
join attended as a on a.person = h.mentee
where h.is_led and not h.is_further and h.topic_course is not null
    and not list_contains(a.courses, lower(trim(h.topic_course)))
group by h.mentor, h.mentee, lower(trim(h.topic_course));
