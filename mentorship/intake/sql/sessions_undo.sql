-- Delete the sessions of import $import_no; the older versions that they replaced return.
-- reads: import
-- makes: replaced_session, session_fact, stale, undone_key, version

create or replace temp table undone_key as
select distinct coalesce(session_id, content::varchar) as identity, mentee_key, occurrence
from session_fact
where import_no = $import_no;

insert into stale
select distinct mentee_key from undone_key;

delete from session_fact where import_no = $import_no;

create or replace temp table version as
select
    f.import_no, f.row,
    row_number() over (
        partition by k.identity, k.mentee_key, k.occurrence order by i.precedence desc) as age
from session_fact as f
join import as i using (import_no)
join undone_key as k
    on k.identity = coalesce(f.session_id, f.content::varchar)
    and k.mentee_key = f.mentee_key and k.occurrence = f.occurrence;

delete from replaced_session
where import_no = $import_no or (import_no, row) in (select (import_no, row) from version);

insert into replaced_session
select import_no, row from version where age > 1;
