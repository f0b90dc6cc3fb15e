-- How many mentees does each view show? Grain: one row per view that shows any. For the ombudsman. After mentee_progress.sql.
-- reads: mentee_now
select view, count(*)::integer as mentees
from (select unnest(views) as view from mentee_now where $viewer_role = 'ombudsman')
group by view;
