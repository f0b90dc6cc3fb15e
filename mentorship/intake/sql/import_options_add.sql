-- How the file of import $import_no was read, and which rows with problems its rows correct.
-- makes: corrected_row, import_options
insert into import_options values ($import_no, $options);

insert into corrected_row
select $import_no, unnest(from_json($corrected, '[{"row": "integer", "of_file": "varchar", "of_row": "integer"}]'), recursive := true);
