-- Which contacts are new? Then all rows are stored.
-- reads: current_contact, parsed_row
-- makes: contact_fact, new_row, outcome

create or replace temp table new_row as
select
    * exclude (problems, questions),
    md5_number(concat_ws(chr(31), mentor_key, contacted_on, coalesce(channel, ''), coalesce(summary, ''))) as content,
    (row_number() over (partition by mentor_key, contacted_on, channel, summary order by row))::integer as occurrence
from parsed_row
where len(problems) = 0;

create or replace temp table outcome as
select a.row, case when k.content is null then 'accepted' else 'unchanged' end as outcome
from new_row as a
left join current_contact as k on k.content = a.content and k.occurrence = a.occurrence;

insert into contact_fact by name
select $import_no as import_no, * from new_row;
