-- Which mentors may the viewer look at one by one? Grain: one row per mentor.
-- reads: person
select person as mentor, coalesce(name, person) as name
from person
where mentor_since is not null
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and person = $viewer_person))
order by name, person;
