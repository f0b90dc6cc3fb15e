-- The rows with odd cells in plain form behind their own: one more column for each of `$columns`, and last the doubts.
-- Rows to pass over (`$passed`) are left out. Grain: one row per row that is left.
-- makes: odd_cell, odd_column, plain_row, raw

create or replace temp table odd_column as
select unnest(from_json($columns, '[{
    "number": "integer", "target": "varchar", "source": "varchar", "place": "integer", "keeps": "boolean"
}]'), recursive := true);

create or replace temp table odd_cell as
select unnest(from_json($cells, '[{
    "target": "varchar", "source": "varchar", "text": "varchar", "plain": "varchar", "doubt": "varchar"
}]'), recursive := true);

create or replace temp table plain_row as
with
width as (select greatest($width, max(len(cells))) as width from raw),
kept as (select row, cells from raw where not list_contains($passed, row)),
cell as (
    select
        k.row, c.number, o.doubt,
        case when o.text is not null then o.plain when c.keeps then cell_text(k.cells[c.place], null) end as text
    from kept as k
    cross join odd_column as c
    left join odd_cell as o
        on o.target = c.target and o.source = c.source and o.text = cell_text(k.cells[c.place], null)
),
-- Two cells of a row may say the same thing besides, such as its status: the first that does so counts.
appended as (
    select row, number, coalesce(min(text), '') as text, string_agg(distinct doubt, ' ') as doubt
    from cell
    group by row, number
),
behind as (
    select row, list(text order by number) as texts, coalesce(string_agg(doubt, ' '), '') as doubts
    from appended
    group by row
)
select
    k.row,
    list_resize(k.cells, w.width, '') || coalesce(b.texts, []) || [
        coalesce(b.doubts, '') || case when $is_own and len(k.cells) > $width and trim(array_to_string(k.cells[$width + 1:], '')) != ''
            then ' too_many' else '' end
    ] as cells
from kept as k
cross join width as w
left join behind as b using (row)
order by k.row;

create or replace temp view raw as
select row, cells from plain_row;
