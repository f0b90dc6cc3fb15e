-- Record a step in a case.
-- makes: case_step
insert into case_step by name
select
    $case_no as case_no, $step_no as step_no, $step as step, $taken_on as taken_on, $author as author, $reason as reason,
    $facts as facts, $sleeps_until as sleeps_until, $outcome as outcome, $rulings as rulings, $asked_of as asked_of,
    $told_mentee as told_mentee, $told_mentor as told_mentor;
