-- What did the file say of one session, word for word? Grain: one row per cell of its row. For the ombudsman: cells may
-- hold notes about others. A meeting that somebody joined several times is several lines of the file in one cell.
-- reads: import, session_fact
with
line as (
    select i.import_no, i.file_name as file, s.row, i.headings, string_split(s.original, chr(31)) as cells
    from session_fact as s
    join import as i using (import_no)
    where $viewer_role = 'ombudsman' and s.import_no = $import_no and s.row = $row
),
cell as (
    select *, unnest(range(1, len(cells) + 1)) as place from line
)
select import_no, file, row, coalesce(nullif(headings[place], ''), 'cell ' || place) as heading, cells[place] as value
from cell
where cells[place] != ''
order by place;
