-- Take the people of import $import_no out again.
delete from person_fact where import_no = $import_no;
