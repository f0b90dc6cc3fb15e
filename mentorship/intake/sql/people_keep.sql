-- Which people are new, which are described anew? Then keep all rows.

create or replace temp table arrival as
select
    * exclude (complaints),
    $columns as columns,
    coalesce(lower(person), email) as identity,
    md5_number(concat_ws(chr(31),
        coalesce(person, ''), coalesce(email, ''), coalesce(name, ''), coalesce(country, ''),
        coalesce(registered_on::varchar, ''), coalesce(mentor_since::varchar, ''), coalesce(mentor_until::varchar, ''),
        coalesce(techniques_certified_on::varchar, ''), coalesce(diplomate_certified_on::varchar, ''),
        coalesce(examiner::varchar, ''), coalesce(courses::varchar, ''), coalesce(languages::varchar, ''),
        coalesce(offers::varchar, ''), $columns::varchar)) as content
from reading
where len(complaints) = 0;

create or replace temp table known as
select f.content, i.precedence, coalesce(lower(f.person), f.email) as identity
from person_fact as f
join import as i using (import_no)
qualify row_number() over (partition by identity order by i.precedence desc) = 1;

create or replace temp table outcome as
select
    a.row,
    case when k.identity is null then 'accepted'
        when k.content = a.content or k.precedence > $precedence then 'unchanged'
        else 'replaced' end as outcome
from arrival as a
left join known as k on k.identity = a.identity;

insert into person_fact by name
select $import_no as import_no, * exclude (identity) from arrival;
