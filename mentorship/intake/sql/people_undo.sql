-- Delete the rows of people data of import $import_no.
-- makes: person_fact
delete from person_fact where import_no = $import_no;
