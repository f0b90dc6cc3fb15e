-- A clean CSV, each line a row: the line number follows from the order. Rows of blanks are passed over, but counted.
create or replace temp table raw_cells as
select [*columns(*)] as cells, $heading_line as above
from read_csv($path, delim = $delimiter, quote = '"', escape = '"', comment = '', header = false,
    skip = $heading_line, all_varchar = true, nullstr = chr(30), strict_mode = true, null_padding = false);

create or replace temp view raw as
select (rowid + 1 + above)::integer as row, cells
from raw_cells
where case when trim(cells[1]) = '' then trim(array_to_string(cells, '')) != '' else true end;
