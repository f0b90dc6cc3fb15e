-- How many scenarios of one mentee are kept, and whether one has this name? One row.
-- reads: current_scenario
select count(*), count(*) filter (where lower(name) = lower($name)) > 0 from current_scenario where mentee = $mentee;
