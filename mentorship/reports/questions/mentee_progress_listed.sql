-- Which mentees does a view show? Grain: one row per mentee, by name. For the ombudsman. After mentee_progress.sql.
-- reads: mentee_now
select * exclude (views)
from mentee_now
where list_contains(views, $view) and $viewer_role = 'ombudsman'
order by name, mentee;
