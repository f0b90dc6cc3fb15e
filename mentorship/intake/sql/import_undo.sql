-- The import stays in the history, without its rows.
-- makes: corrected_row, import, import_options, problem
delete from problem where import_no = $import_no;
delete from import_options where import_no = $import_no;
delete from corrected_row where import_no = $import_no;

update import set undone_at = $undone_at, undone_by = $undone_by where import_no = $import_no;
