-- Which records are of a session that another record already counts? Grain: one row per such record.

-- Of records of one session, the one worth most counts; of a recording heard again, the first.
create or replace temp table doubled as
with
contested as (
    select mentee_no, once_day, once_key from judged where stands group by all having count(*) > 1
)
select
    c.import_no, c.row,
    first_value(c.import_no) over same as same_as_import,
    first_value(c.row) over same as same_as_row,
    row_number() over same as place,
    c.once_day is null as is_repeat
from judged as c
join contested as d
    on c.stands and d.mentee_no = c.mentee_no and d.once_day is not distinct from c.once_day and d.once_key = c.once_key
window same as (
    partition by c.mentee_no, c.once_day, c.once_key order by c.held_on, c.worth desc, c.import_no, c.row
)
qualify place > 1;
