-- Who is named by some ids and e-mails, or by a mentee's? Grain: one row per name.
-- reads: person, person_alias
select
    a.alias, a.person, p.name, p.mentor_since, p.mentor_until, p.mentor_known, p.provider_known,
    least(p.techniques_certified_on, p.diplomate_certified_on) as techniques_on,
    p.diplomate_certified_on as diplomate_on
from person_alias as a
left join person as p using (person)
where a.alias in (select unnest($names) union all select lower($mentee));
