-- Whom do ids and e-mails name? Grain: one row per name that is somebody's, with what the people data know of their
-- certifications (nothing of those who were merged without being in them); Diplomate implies Techniques.
-- reads: person, person_alias
-- makes: known_person
create or replace temp macro known_person() as table
select
    a.alias, a.person, p.mentor_since, p.mentor_until, p.mentor_known, p.provider_known,
    least(p.techniques_certified_on, p.diplomate_certified_on) as techniques_on,
    p.diplomate_certified_on as diplomate_on
from person_alias as a
left join person as p using (person);
