-- One import by its id. Grain: one row, or none.
-- reads: import
select import_no, part_of, file_name, kind, headings, undone_at
from import
where import_no::varchar = $import_id;
