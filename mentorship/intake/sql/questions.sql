-- Which cells of optional columns could not be read, though their rows count? Grain: one row per question.
-- reads: parsed_row, place, problem_text
with
found as (
    select row, string_split(original, chr(31)) as cells, unnest(questions) as code
    from parsed_row
    where len(questions) > 0 and len(problems) = 0
)
select
    $shown_as, f.row, t.column_name, cell_text(f.cells[p.position], p.filled) as read, t.expected,
    replace(t.message, '{read}', coalesce(left(read, 80), '')) as message
from found as f
join problem_text as t using (code)
left join place as p using (column_name)
order by f.row;
