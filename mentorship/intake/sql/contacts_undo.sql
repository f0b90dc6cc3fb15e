-- Take the contacts of import $import_no out again.
delete from contact_fact where import_no = $import_no;
