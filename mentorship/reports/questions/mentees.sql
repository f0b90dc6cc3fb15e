-- Which mentees may the viewer look at one by one? Grain: one row per mentee.
-- reads: mentee
select mentee, name, country
from mentee
where $viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and mentee = $viewer_person)
order by name, mentee;
