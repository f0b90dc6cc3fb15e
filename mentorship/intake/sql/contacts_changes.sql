-- What does import $import_no add to the contacts? Grain: one row per contact. One that an older import reports, too, is
-- unchanged; contacts are repeated, never replaced.
-- reads: contact_fact, import
-- makes: changed

create or replace temp table changed as
with
mine as (
    select f.*, i.precedence
    from contact_fact as f
    join import as i using (import_no)
    where f.import_no = $import_no
)
select
    m.row, m.mentor as whose, m.contacted_on as held_on, null::varchar as activity, null::varchar as session_id,
    o.import_no as was_import, o.file_name as was_file, o.row as was_row,
    case when o.row is null then 'added' else 'unchanged' end as change,
    null::varchar as column_name, null::varchar as was, null::varchar as is_now
from mine as m
asof left join (select f.*, i.precedence, i.file_name from contact_fact as f join import as i using (import_no)) as o
    on o.content = m.content and o.occurrence = m.occurrence and o.precedence < m.precedence;
