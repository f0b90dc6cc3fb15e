-- Which records are of a session that another record stands for, whatever came of it? Grain: one row per such record.
-- Among records that count, `duplicate` says so. This adds those that earn nothing: a session that was refused or missed
-- is one session, too, however many people report it; and where one says missed and another held, it was held.
-- reads: case_mentee, judged, repeated, reused_id
-- makes: further_record

insert into further_record
with
unadmitted as (
    select distinct held_on, once_key from judged where not is_admitted and not is_planned
),
alike as (
    select j.record, j.mentee_no, first_value(j.record) over same as of_record, row_number() over same as place
    from judged as j
    join unadmitted using (held_on, once_key)
    where not j.is_planned
    window same as (
        partition by j.mentee_no, j.held_on, j.once_key
        order by j.is_missed, not j.is_admitted, j.worth desc, j.record)
),
found as (
    select d.record, j.mentee_no, d.same_as as of_record
    from repeated as d
    join judged as j using (record)
    where not d.is_repeat
    union all
    select record, mentee_no, of_record
    from alike
    anti join repeated using (record)
    where place > 1
),
-- One id given by the source to two records of a mentee, also where the two call the mentee by different names.
same_id as (
    select j.record, j.mentee_no, first_value(j.record) over same as of_record, row_number() over same as place
    from reused_id as i
    join judged as j using (record)
    anti join found as f on f.record = j.record
    where not j.is_planned
    window same as (
        partition by j.mentee_no, i.session_id
        order by j.is_missed, not j.is_admitted, j.worth desc, j.held_on, j.record)
)
select m.mentee, import_of(record), row_of(record), import_of(of_record), row_of(of_record)
from (
    select * from found
    union all
    select * exclude (place) from same_id where place > 1
)
join case_mentee as m using (mentee_no);
