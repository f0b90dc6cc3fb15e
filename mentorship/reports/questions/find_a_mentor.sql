-- Who is a certified mentor on a day, and what do they offer? For everybody: the programme publishes this list.
-- Grain: one row per mentor, by name.
-- reads: person
select
    person as mentor, coalesce(name, person) as name, country, coalesce(languages, []) as languages,
    coalesce(offers, []) as offers, offers is not null as offers_known, examiner, mentor_since, contact
from person
where mentor_since <= $as_of and (mentor_until is null or mentor_until >= $as_of)
order by strip_accents(lower(coalesce(name, person))), person;
