-- Begin a case: from now on its steps are kept.
-- makes: case_file
insert into case_file values ($case_no, $theme, $mentor, $mentee, $about, $opened_on, $opened_by);
