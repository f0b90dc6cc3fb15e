-- Write a note.
-- makes: note
insert into note by name
select $note_no as note_no, $mentor as mentor, $note as note, $author as author, $written_on as written_on;
