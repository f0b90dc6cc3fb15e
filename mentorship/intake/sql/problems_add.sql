-- What is wrong with the rows of import $import_no, where, and what was expected? Grain: one row per problem.
-- reads: parsed_row
-- makes: place, problem, problem_text

create or replace temp table problem_text as
select unnest(from_json($texts, '[{
    "code": "varchar", "column_name": "varchar", "expected": "varchar", "message": "varchar"
}]'), recursive := true);

create or replace temp table place as
select unnest(from_json($places, '[{
    "column_name": "varchar", "position": "integer", "filled": "varchar"
}]'), recursive := true);

insert into problem
with
found as (
    select row, original, string_split(original, chr(31)) as cells, unnest(problems) as code
    from parsed_row
    where len(problems) > 0
)
select
    $import_no, f.row, t.column_name, cell_text(f.cells[p.position], p.filled) as read, t.expected,
    replace(t.message, '{read}', coalesce(left(read, 80), '')) as message,
    f.original
from found as f
join problem_text as t using (code)
left join place as p using (column_name)
order by f.row;
