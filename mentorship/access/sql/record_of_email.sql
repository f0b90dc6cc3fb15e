-- Whose record does an e-mail open? One row, or none where nobody or more than one person could be meant.
-- An e-mail opens the record that has it as its e-mail. An id that looks like an e-mail opens its record only if that has
-- no other e-mail, and nobody else has this one: ids come from exports, and prove nothing.
-- reads: current_link, mentee_alias, person, person_alias, person_fact
with
meant as (
    select person from person_alias where alias = $email
),
-- Everybody with a record that has the e-mail, now or in an older file.
owner as (
    select distinct a.person
    from person_fact as f
    join person_alias as a on a.alias = coalesce(lower(f.person), lower(f.email))
    where lower(f.email) = $email
),
settled as (
    select count(*) > 0 as by_hand from current_link where alias = $email and says in ('same', 'apart')
),
found as (
    select p.person
    from person as p
    cross join settled as s
    where case
        when s.by_hand then p.person in (from meant) and (p.person in (from owner) or lower(p.person) = $email)
        else lower(p.email) = $email
            or (p.person in (from meant) and p.person in (from owner))
            or (lower(p.person) = $email and p.email is null and not exists (from owner as o where o.person != p.person))
    end
)
select
    any_value(p.person) as person, any_value(p.name) as name,
    -- As the view `mentee` has it, which would be worked out for everybody.
    bool_or(p.registered_on is not null or p.person in (select mentee from mentee_alias)) as is_mentee,
    bool_or(p.mentor_since is not null) as is_mentor
from found
join person as p using (person)
having count(*) = 1;
