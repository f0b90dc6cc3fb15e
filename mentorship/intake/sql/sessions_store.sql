-- Which sessions are new, which replace an older version, which are unchanged? Then all of them are stored.
-- reads: current_session, import
-- makes: outcome, parsed_row, previous_version, repeated, replaced_session, session_fact, stale

-- Rows of one file with the same identity are told apart by their order.
create or replace temp table repeated as
select row, (row_number() over (partition by identity, mentee_key order by row))::integer as place
from parsed_row
join (select identity, mentee_key from parsed_row where len(problems) = 0 group by all having count(*) > 1) using (identity, mentee_key)
where len(problems) = 0;

update parsed_row set occurrence = place from repeated where repeated.row = parsed_row.row and place > 1;

create or replace temp table previous_version as
select
    f.import_no, f.row, f.mentee_key, f.occurrence, f.content, i.precedence,
    coalesce(f.session_id, f.content::varchar) as identity
from current_session as f
join import as i using (import_no)
semi join parsed_row as a on a.mentee_key = f.mentee_key and a.identity = coalesce(f.session_id, f.content::varchar);

create or replace temp table outcome as
select
    a.row, k.import_no as known_import, k.row as known_row,
    case when k.row is null then 'accepted'
        when k.content = a.content or k.precedence > $precedence then 'unchanged'
        else 'replaced' end as outcome,
    coalesce(k.precedence > $precedence, false) as is_older
from parsed_row as a
left join previous_version as k
    on k.identity = a.identity and k.mentee_key = a.mentee_key and k.occurrence = a.occurrence
where len(a.problems) = 0;

insert into session_fact by name
select $import_no as import_no, * exclude (problems, questions, identity)
from parsed_row
where len(problems) = 0;

insert into replaced_session
select known_import, known_row from outcome where known_row is not null and not is_older
union all
select $import_no, row from outcome where is_older;

insert into stale
select distinct a.mentee_key
from parsed_row as a
join outcome as o using (row)
where o.outcome != 'unchanged';
