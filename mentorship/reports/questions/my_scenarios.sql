-- Which what-ifs of one mentee are kept? Grain: one row per scenario, in the order they were kept.
-- reads: current_scenario
select scenario_no, name, lines, kept_on
from current_scenario
where mentee = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and mentee = $viewer_person))
order by scenario_no;
