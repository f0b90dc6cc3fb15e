-- Delete the contacts of import $import_no.
-- makes: contact_fact
delete from contact_fact where import_no = $import_no;
