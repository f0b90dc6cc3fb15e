-- Keep a rule change under a name.
-- makes: rule_scenario
insert into rule_scenario values ($scenario_no, $name, $amendments, $author, $kept_on, null);
