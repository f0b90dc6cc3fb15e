-- Who leads the sessions, and whose are they? Grain: one row per name that the sessions call somebody by. Each mentee and
-- mentor has a number, too, by which they are compared: numbers are quicker than names.
-- makes: import_of, leader, mentee, record_of, row_of

-- A session is known by one number: the import it came with, and its row there. Earlier records have smaller numbers.
create or replace temp macro record_of(import_no, line) as (import_no::bigint << 32) | line;
create or replace temp macro import_of(record) as (record >> 32)::integer;
create or replace temp macro row_of(record) as (record & 4294967295)::integer;

-- Somebody without people data goes by the e-mail, or by the id as first read.
create or replace temp macro mentee(sessions, people) as table
with
called as (
    select mentee_key, min(mentee) as mentee, any_value(mentee_name) as name
    from query_table(sessions)
    group by mentee_key
),
named as (
    select
        c.mentee_key, c.name, p.techniques_on, p.diplomate_on,
        coalesce(p.person, case when contains(c.mentee_key, '@') then c.mentee_key else c.mentee end) as mentee
    from called as c
    left join query_table(people) as p on p.alias = c.mentee_key
)
select *, (dense_rank() over (order by mentee))::integer as mentee_no from named;

create or replace temp macro leader(sessions, people) as table
with
called as (
    select mentor_key, min(mentor) as mentor
    from query_table(sessions)
    where mentor_key is not null
    group by mentor_key
),
named as (
    select
        c.mentor_key, p.mentor_since, p.mentor_until, p.mentor_known, p.techniques_on as provider_since, p.provider_known,
        coalesce(p.person, case when contains(c.mentor_key, '@') then c.mentor_key else c.mentor end) as mentor
    from called as c
    left join query_table(people) as p on p.alias = c.mentor_key
)
select *, (dense_rank() over (order by mentor))::integer as mentor_no from named;
