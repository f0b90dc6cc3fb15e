-- Which records are of a session that another record already counts? Grain: one row per such record, with the one that
-- counts in its place. What makes two records one session: `once_key` in judged.sql.
-- makes: repeated, reused_id, same_by_id, same_session

-- Of records of one session, the one worth most counts; of a recording heard again, the first.
create or replace temp macro same_session(judged) as table
with
contested as (
    select once_key from query_table(judged) where is_admitted group by once_key having count(*) > 1
)
select
    j.record, first_value(j.record) over of_session as same_as, j.is_for_all_days as is_repeat,
    row_number() over of_session as place
from query_table(judged) as j
join contested as c using (once_key)
where j.is_admitted
window of_session as (partition by j.mentee_no, j.once_key order by j.held_on, j.worth desc, j.record)
qualify place > 1;

-- Records with an id that the source gave to two records of a mentee, in one file or under two of the mentee's names.
create or replace temp macro reused_id(sessions, mentees) as table
with
reused as (
    select m.mentee_no, s.session_id
    from query_table(sessions) as s
    join query_table(mentees) as m using (mentee_key)
    where s.session_id is not null and s.occurrence > 1
    union
    select m.mentee_no, s.session_id
    from query_table(sessions) as s
    join query_table(mentees) as m using (mentee_key)
    where s.session_id is not null
        and m.mentee_no in (select mentee_no from query_table(mentees) group by mentee_no having count(*) > 1)
    group by m.mentee_no, s.session_id
    having count(*) > 1
)
select record_of(s.import_no, s.row) as record, r.mentee_no, r.session_id
from query_table(sessions) as s
join query_table(mentees) as m using (mentee_key)
join reused as r on r.mentee_no = m.mentee_no and r.session_id = s.session_id;

-- One id means one session, too: of its records that still count, the one worth most does.
create or replace temp macro same_by_id(judged, reused, repeated) as table
select
    j.record, first_value(j.record) over of_id as same_as, false as is_repeat,
    row_number() over of_id as place
from query_table(reused) as r
join query_table(judged) as j using (record)
anti join query_table(repeated) as twice on twice.record = j.record
where j.is_admitted
window of_id as (partition by r.mentee_no, r.session_id order by j.worth desc, j.held_on, j.record)
qualify place > 1;

create or replace temp macro repeated(judged, reused) as table
with
same_session as materialized (from same_session(judged))
from same_session
union all
from same_by_id(judged, reused, 'same_session');
