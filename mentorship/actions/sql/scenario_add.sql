-- Keep a scenario.
-- makes: scenario
insert into scenario (scenario_no, mentee, name, lines, kept_on, kept_by)
values ($scenario_no, $mentee, $name, $lines, $kept_on, $kept_by);
