-- Who are the people, all imports together? For each column, the newest row of a file that has the column.
-- Then: whose sessions have to be assessed again because of it?
--   changed_person, renamed, ruled_person, changed_alias, stale
-- reads: current_link, current_ruling, current_session, import, link, person_fact
-- makes: alias_before, changed_alias, changed_person, email_owner, person, person_alias, person_before, person_record
-- makes: person_version, renamed, ruled_person, settled, stale

create or replace temp table person_before as select * from person;
create or replace temp table alias_before as select * from person_alias;

-- A row without an id belongs to the person who has its e-mail, unless several people do.
create or replace temp table email_owner as
select lower(email) as email, lower(min(person)) as person_key
from person_fact
where person is not null and email is not null
    and lower(email) not in (select alias from current_link where says in ('same', 'apart'))
group by all
having count(distinct lower(person)) = 1;

-- Whom each id or e-mail means in the end, through all links.
create or replace temp table settled as
with recursive
link as (
    select l.alias, coalesce(o.person_key, lower(l.person)) as person_key, l.person
    from current_link as l
    left join email_owner as o on o.email = lower(l.person) and l.says = 'same'
    where l.says in ('same', 'apart')
    -- An e-mail that was split from its record and merged into somebody else is somebody else's.
    qualify row_number() over (partition by l.alias order by l.says = 'same' desc, l.link_no desc) = 1
),
chain as (
    select * from link
    union
    select c.alias, l.person_key, l.person from chain as c join link as l on l.alias = c.person_key
)
select alias, person_key, min(person) over (partition by person_key) as person
from chain
where person_key not in (select alias from link where person_key != alias);

-- Each row of people data with its record, and the person whose record it is.
create or replace temp table person_version as
with record as (
    select f.*, coalesce(lower(f.person), o.person_key, f.email) as record_key, i.precedence
    from person_fact as f
    join import as i using (import_no)
    left join email_owner as o on f.person is null and o.email = f.email
)
select r.*, coalesce(s.person_key, r.record_key) as person_key
from record as r
left join settled as s on s.alias = r.record_key;

-- What each record says: for each column, the newest row of a file that has the column. Grain: one row per record.
create or replace temp table person_record as
with latest as (
    select
        record_key, any_value(person_key) as person_key, max(precedence) as newest,
        max_by(person, precedence) filter (person is not null) as person,
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
        arg_max_null(contact, precedence) filter (list_contains(columns, 'contact')) as contact,
        bool_or(list_contains(columns, 'mentor_since')) as mentor_known,
        bool_or(list_contains(columns, 'techniques_certified_on'))
            and bool_or(list_contains(columns, 'diplomate_certified_on')) as provider_known
    from person_version
    group by record_key
)
-- Of several records of one person, the one that gives the name takes precedence, then the newer ones.
select *, row_number() over (order by record_key = person_key, newest, record_key) as weight
from latest;

delete from person;
delete from person_alias;

-- Blanks of one record are filled from another.
insert into person by name
select
    coalesce(arg_max(person, weight) filter (lower(person) = person_key), arg_max(person, weight), person_key) as person,
    arg_max(email, weight) as email,
    arg_max(name, weight) as name,
    arg_max(country, weight) as country,
    arg_max(registered_on, weight) as registered_on,
    arg_max(mentor_since, weight) as mentor_since,
    -- A blank means "still", so it goes with the first day beside it.
    arg_max_null(mentor_until, weight) filter (mentor_since is not null) as mentor_until,
    arg_max(techniques_certified_on, weight) as techniques_certified_on,
    arg_max(diplomate_certified_on, weight) as diplomate_certified_on,
    arg_max(examiner, weight) as examiner,
    arg_max(courses, weight) as courses,
    arg_max(languages, weight) as languages,
    arg_max(offers, weight) as offers,
    arg_max(contact, weight) as contact,
    bool_or(mentor_known) as mentor_known,
    bool_or(provider_known) as provider_known
from person_record
group by person_key;

-- What a session may call each person: what was settled, then ids, then the e-mail of each record. An e-mail that several
-- people share means none of them, because a session must not count for each.
insert into person_alias
with
called as (
    select
        person_key,
        coalesce(arg_max(person, weight) filter (lower(person) = person_key), arg_max(person, weight), person_key) as person
    from person_record
    group by person_key
),
by_link as (
    select each.alias, coalesce(c.person, each.person) as person
    from (
        select alias, person_key, person from settled
        union
        select person_key, person_key, person from settled
    ) as each
    left join called as c using (person_key)
),
by_id as (
    select r.record_key as alias, c.person
    from person_record as r
    join called as c using (person_key)
    union
    select lower(person), person from called
),
by_email as (
    select r.email as alias, any_value(c.person) as person
    from person_record as r
    join called as c using (person_key)
    where r.email is not null
    group by r.email
    having count(distinct c.person) = 1
)
select alias, person from by_link
union all
select alias, person from by_id where alias not in (select alias from by_link)
union all
select alias, person from by_email
where alias not in (select alias from by_link) and alias not in (select alias from by_id);

create or replace temp table changed_person as
select person from (select * from person except select * from person_before)
union
select person from (select * from person_before except select * from person);

create or replace temp table renamed as
select alias from (select * from person_alias except select * from alias_before)
union
select alias from (select * from alias_before except select * from person_alias);

-- A ruling on a person is about all sessions of whoever its name means.
create or replace temp table ruled_person as
select a.person
from current_ruling as p
join renamed as r on r.alias = lower(p.person)
join (select * from person_alias union select * from alias_before) as a on a.alias = r.alias;

insert into changed_person select person from ruled_person;

create or replace temp table changed_alias as
select alias from renamed
union
select alias from person_alias where person in (select person from changed_person)
union
select alias from alias_before where person in (select person from changed_person);

insert into stale
select distinct mentee_key
from current_session
where mentee_key in (select alias from changed_alias) or mentor_key in (select alias from changed_alias);
