-- Take a kept rule change off the list.
-- makes: rule_scenario
update rule_scenario set withdrawn_on = $withdrawn_on
where scenario_no = $scenario_no and withdrawn_on is null;
