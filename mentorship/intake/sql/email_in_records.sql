-- Do the people data give this e-mail to a record of that person? A count.
-- reads: person_alias, person_fact
select count(*)
from person_fact as f
join person_alias as a on a.alias = lower(f.person)
where f.email = $email and a.person = $person;
