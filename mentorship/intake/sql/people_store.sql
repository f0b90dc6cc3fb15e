-- Which people are new, which replace what was known, which are unchanged? Then all rows are stored.
-- reads: import, parsed_row
-- makes: new_row, outcome, person_fact, previous_version

create or replace temp table new_row as
select
    * exclude (problems, questions),
    $columns as columns,
    coalesce(lower(person), email) as identity,
    md5_number(concat_ws(chr(31),
        coalesce(person, ''), coalesce(email, ''), coalesce(name, ''), coalesce(country, ''),
        coalesce(registered_on::varchar, ''), coalesce(mentor_since::varchar, ''), coalesce(mentor_until::varchar, ''),
        coalesce(techniques_certified_on::varchar, ''), coalesce(diplomate_certified_on::varchar, ''),
        coalesce(examiner::varchar, ''), coalesce(courses::varchar, ''), coalesce(languages::varchar, ''),
        -- `contact` came later: where it is blank, a row is the same as in a file of before.
        coalesce(offers::varchar, ''), $columns::varchar, contact)) as content
from parsed_row
where len(problems) = 0;

create or replace temp table previous_version as
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
from new_row as a
left join previous_version as k on k.identity = a.identity;

insert into person_fact by name
select $import_no as import_no, * exclude (identity) from new_row;
