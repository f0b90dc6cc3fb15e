-- What is one mentee called? One row, or none for a viewer who may not look at this mentee.
-- reads: mentee
select mentee, name
from mentee
where mentee = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and mentee = $viewer_person));
