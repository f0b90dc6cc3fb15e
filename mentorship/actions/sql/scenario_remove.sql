-- Remove a scenario of one mentee.
-- reads: current_scenario
-- makes: scenario
update scenario
set removed_on = $removed_on, removed_by = $removed_by
where scenario_no in (select scenario_no from current_scenario where scenario_no = $scenario_no and mentee = $mentee);
