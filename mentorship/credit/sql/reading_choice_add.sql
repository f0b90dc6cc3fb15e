-- Record the answer to a reading.
-- makes: reading_choice
insert into reading_choice values ($choice_no, $reading, $answer, $reason, $author, $chosen_on);
