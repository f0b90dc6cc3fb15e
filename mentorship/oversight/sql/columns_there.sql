-- Which of the columns that signals need do the data have? One row: column → whether anything stands in it.
-- reads: current_contact, person, session_fact
select
    bool_or(starts_at is not null) as starts_at, bool_or(attendees is not null) as attendees,
    bool_or(reported_by is not null) as reported_by, bool_or(topic_course is not null) as topic_course,
    (select coalesce(bool_or(mentor_known), false) from person) as mentor_since,
    (select coalesce(bool_or(len(courses) > 0), false) from person) as courses,
    (select coalesce(bool_or(examiner is not null), false) from person) as examiner,
    exists (select 1 from current_contact) as contacts
from session_fact
where $viewer_role = 'ombudsman';
