-- What are these people called? Grain: one row per id of `$ids` with a name, by the people data, else as sessions call them.
-- reads: decision, mentee_alias, person, session_fact
with
asked as (
    select distinct unnest($ids::varchar[]) as id
),
known as (
    select a.id, p.name from asked as a join person as p on p.person = a.id where p.name is not null
),
unknown as (
    select id from asked anti join known using (id)
),
by_sessions as (
    select u.id, m.name from unknown as u join mentee_alias as m on m.mentee = u.id where m.name is not null
    union all
    select d.mentor, s.mentor_name
    from (select mentor, import_no, row from decision where mentor in (select id from unknown)) as d
    join session_fact as s using (import_no, row)
    where s.mentor_name is not null
)
select id, min(name) as name
from (
    select * from known
    union all
    select * from by_sessions
)
where $viewer_role = 'ombudsman'
group by id;
