-- Withdraw a note.
-- makes: note
update note
set withdrawn_on = $withdrawn_on, withdrawn_by = $withdrawn_by, withdrawn_because = $withdrawn_because
where note_no = $note_no and withdrawn_on is null;
