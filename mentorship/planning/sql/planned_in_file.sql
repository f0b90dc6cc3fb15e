-- Which sessions does a file of planned ones hold? Grain: one row per session from $as_of on, by day.
-- reads: current_session
select held_on, activity, modality, minutes, days
from current_session
where held_on >= $as_of
order by held_on, import_no, row;
