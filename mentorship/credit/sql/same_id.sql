-- One id given by the source to two records of a mentee means one session, too: the one worth most.
insert into doubled
with
reused as (
    select mentee_no, session_id from judged where stands and occurrence > 1 and session_id is not null
    union
    -- ... also where the two call the mentee by different names.
    select mentee_no, session_id
    from judged
    semi join (select mentee_no from case_alias group by mentee_no having count(*) > 1) using (mentee_no)
    where stands and session_id is not null
    group by mentee_no, session_id
    having count(*) > 1
),
records as (
    select j.import_no, j.row, j.mentee_no, j.session_id, j.worth, j.held_on
    from judged as j
    join reused as r using (mentee_no, session_id)
    anti join doubled as twice on twice.import_no = j.import_no and twice.row = j.row
    where j.stands
)
select
    import_no, row,
    first_value(import_no) over same as same_as_import,
    first_value(row) over same as same_as_row,
    row_number() over same as place,
    false as is_repeat
from records
window same as (partition by mentee_no, session_id order by worth desc, held_on, import_no, row)
qualify place > 1;
