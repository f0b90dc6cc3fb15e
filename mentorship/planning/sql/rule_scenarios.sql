-- Which rule changes were kept? Grain: one row each, the newest first. For leadership and the ombudsman.
-- reads: rule_scenario
select scenario_no, name, amendments, author, kept_on
from rule_scenario
where withdrawn_on is null and $viewer_role in ('ombudsman', 'leadership')
order by scenario_no desc;
