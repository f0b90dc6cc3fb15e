-- The counts of an import, known once its rows are stored.
-- makes: import
update import
set row_count = $row_count, accepted = $accepted, replaced = $replaced, unchanged = $unchanged,
    problem_rows = $problem_rows
where import_no = $import_no;
