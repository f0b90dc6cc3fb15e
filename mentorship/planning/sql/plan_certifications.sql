-- Which certifications does a mentee have on record, past or to come? One row; none for somebody whom the people data do
-- not name, or whom the viewer may not look at.
-- reads: person
select techniques_certified_on, diplomate_certified_on
from person
where person = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and $viewer_person = $mentee));
