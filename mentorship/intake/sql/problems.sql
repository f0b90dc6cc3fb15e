-- What is wrong, where, and what was expected? Grain: one row per complaint.

create or replace temp table complaint as
select unnest(from_json($complaints, '[{
    "code": "varchar", "column_name": "varchar", "expected": "varchar", "message": "varchar"
}]'), recursive := true);

create or replace temp table place as
select unnest(from_json($places, '[{
    "column_name": "varchar", "position": "integer", "filled": "varchar"
}]'), recursive := true);

insert into problem
with
complaints as (
    select row, original, string_split(original, chr(31)) as cells, unnest(complaints) as code
    from reading
    where len(complaints) > 0
)
select
    $import_no, r.row, c.column_name, said(r.cells[p.position], p.filled) as read, c.expected,
    replace(c.message, '{read}', coalesce(left(read, 80), '')) as message,
    r.original
from complaints as r
join complaint as c using (code)
left join place as p using (column_name)
order by r.row;
