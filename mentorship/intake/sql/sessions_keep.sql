-- Which rows are new, which stand in for an older version, which say nothing new? Then keep them all.

-- Several rows of one file with the same identity are told apart by their order.
create or replace temp table repeated as
select row, (row_number() over (partition by identity, mentee_key order by row))::integer as place
from reading
join (select identity, mentee_key from reading where len(complaints) = 0 group by all having count(*) > 1) using (identity, mentee_key)
where len(complaints) = 0;

update reading set occurrence = place from repeated where repeated.row = reading.row and place > 1;

create or replace temp table known as
select
    f.import_no, f.row, f.mentee_key, f.occurrence, f.content, i.precedence,
    coalesce(f.session_id, f.content::varchar) as identity
from current_session as f
join import as i using (import_no)
semi join reading as a on a.mentee_key = f.mentee_key and a.identity = coalesce(f.session_id, f.content::varchar);

create or replace temp table outcome as
select
    a.row, k.import_no as known_import, k.row as known_row,
    case when k.row is null then 'accepted'
        when k.content = a.content or k.precedence > $precedence then 'unchanged'
        else 'replaced' end as outcome,
    coalesce(k.precedence > $precedence, false) as is_older
from reading as a
left join known as k
    on k.identity = a.identity and k.mentee_key = a.mentee_key and k.occurrence = a.occurrence
where len(a.complaints) = 0;

insert into session_fact by name
select $import_no as import_no, * exclude (complaints, identity)
from reading
where len(complaints) = 0;

insert into replaced_session
select known_import, known_row from outcome where known_row is not null and not is_older
union all
select $import_no, row from outcome where is_older;

insert into stale
select distinct a.mentee_key
from reading as a
join outcome as o using (row)
where o.outcome != 'unchanged';
