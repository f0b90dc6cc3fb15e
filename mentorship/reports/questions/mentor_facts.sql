-- What do the people data say of a mentor? One row, or none. For the ombudsman, and a mentor's own.
-- reads: person
select
    person as mentor, name, country, mentor_since, mentor_until, techniques_certified_on, diplomate_certified_on, examiner,
    courses, languages, offers
from person
where person = $mentor and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and person = $viewer_person));
