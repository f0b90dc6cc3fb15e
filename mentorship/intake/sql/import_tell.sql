-- How the file of import $import_no was read, and which rows with problems its rows bring back.
insert into import_told values ($import_no, $told);

insert into brought_back
select $import_no, unnest(from_json($rows, '[{"row": "integer", "of_file": "varchar", "of_row": "integer"}]'), recursive := true);
