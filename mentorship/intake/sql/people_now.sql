-- Who are the people, all imports together? For each column, the newest row of a file that has the column.
-- Then: whose sessions are judged by something that changed?

create or replace temp table person_before as select * from person;
create or replace temp table alias_before as select * from person_alias;

delete from person;
delete from person_alias;

insert into person
with
-- A row without an id belongs to the person whose e-mail it names; where several people name it, to none of them.
owner as (
    select lower(email) as email, min(person) as person
    from person_fact
    where person is not null and email is not null
    group by all
    having count(distinct lower(person)) = 1
),
version as (
    select f.*, lower(coalesce(f.person, o.person, f.email)) as person_key, i.precedence
    from person_fact as f
    join import as i using (import_no)
    left join owner as o on f.person is null and o.email = f.email
)
select
    coalesce(max_by(person, precedence) filter (person is not null), any_value(person_key)) as person,
    max_by(email, precedence) filter (email is not null) as email,
    max_by(name, precedence) filter (name is not null) as name,
    max_by(country, precedence) filter (country is not null) as country,
    arg_max_null(registered_on, precedence) filter (list_contains(columns, 'registered_on')) as registered_on,
    arg_max_null(mentor_since, precedence) filter (list_contains(columns, 'mentor_since')) as mentor_since,
    arg_max_null(mentor_until, precedence) filter (list_contains(columns, 'mentor_until')) as mentor_until,
    arg_max_null(techniques_certified_on, precedence)
        filter (list_contains(columns, 'techniques_certified_on')) as techniques_certified_on,
    arg_max_null(diplomate_certified_on, precedence)
        filter (list_contains(columns, 'diplomate_certified_on')) as diplomate_certified_on,
    arg_max_null(examiner, precedence) filter (list_contains(columns, 'examiner')) as examiner,
    arg_max_null(courses, precedence) filter (list_contains(columns, 'courses')) as courses,
    arg_max_null(languages, precedence) filter (list_contains(columns, 'languages')) as languages,
    arg_max_null(offers, precedence) filter (list_contains(columns, 'offers')) as offers,
    bool_or(list_contains(columns, 'mentor_since')) as mentor_known,
    bool_or(list_contains(columns, 'techniques_certified_on'))
        and bool_or(list_contains(columns, 'diplomate_certified_on')) as provider_known
from version
group by person_key;

-- An e-mail that several people share names none of them: a session must not be counted for each.
insert into person_alias
select lower(person), person from person
union
select email, any_value(person)
from person
where email is not null and email not in (select lower(person) from person)
group by email
having count(*) = 1;

create or replace temp table changed_person as
select person from (select * from person except select * from person_before)
union
select person from (select * from person_before except select * from person);

create or replace temp table changed_alias as
select alias from (select * from person_alias except select * from alias_before)
union
select alias from (select * from alias_before except select * from person_alias)
union
select alias from person_alias where person in (select person from changed_person)
union
select alias from alias_before where person in (select person from changed_person);

insert into stale
select distinct mentee_key
from current_session
where mentee_key in (select alias from changed_alias) or mentor_key in (select alias from changed_alias);
