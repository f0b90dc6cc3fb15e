-- Which contacts are new? Then keep all rows.

create or replace temp table arrival as
select
    * exclude (complaints),
    md5_number(concat_ws(chr(31), mentor_key, contacted_on, coalesce(channel, ''), coalesce(summary, ''))) as content,
    (row_number() over (partition by mentor_key, contacted_on, channel, summary order by row))::integer as occurrence
from reading
where len(complaints) = 0;

create or replace temp table outcome as
select a.row, case when k.content is null then 'accepted' else 'unchanged' end as outcome
from arrival as a
left join current_contact as k on k.content = a.content and k.occurrence = a.occurrence;

insert into contact_fact by name
select $import_no as import_no, * from arrival;
