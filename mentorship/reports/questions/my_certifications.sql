-- What do the people data say of one mentee's courses and certifications? At most one row.
-- reads: person
select courses, techniques_certified_on, diplomate_certified_on
from person
where person = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and person = $viewer_person));
