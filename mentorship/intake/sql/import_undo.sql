-- The import stays in the history, without its rows.
delete from problem where import_no = $import_no;
delete from import_told where import_no = $import_no;
delete from brought_back where import_no = $import_no;

update import set undone_at = $undone_at, undone_by = $undone_by where import_no = $import_no;
