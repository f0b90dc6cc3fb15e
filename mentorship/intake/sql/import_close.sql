-- How the rows of the import ended.
update import
set row_count = $row_count, accepted = $accepted, replaced = $replaced, unchanged = $unchanged,
    problem_rows = $problem_rows
where import_no = $import_no;
