-- How long were each mentee's completed sessions, before any rule? Grain: one row per mentee.
-- reads: verdict
select mentee, sum(recorded_minutes)::integer as recorded_minutes
from verdict
where outcome != 'planned' and not list_has_any(rules, ['status.cancelled', 'status.no_show'])
group by mentee;
