-- The rows of a clean CSV, where each line is a row: line numbers follow from the order. Blank rows are skipped, but
-- counted. Grain: one row per line below the headings.
-- makes: raw, raw_cells
create or replace temp table raw_cells as
select [*columns(*)] as cells, $heading_line as above
from read_csv($path, delim = $delimiter, quote = '"', escape = '"', comment = '', header = false,
    skip = $heading_line, all_varchar = true, nullstr = chr(30), strict_mode = true, null_padding = false);

create or replace temp view raw as
select (rowid + 1 + above)::integer as row, cells
from raw_cells
where case when trim(cells[1]) = '' then trim(array_to_string(cells, '')) != '' else true end;
