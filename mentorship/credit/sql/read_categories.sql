-- What has each mentee been credited, and how much of it is beyond use? Grain: mentee and category.
-- reads: assessed_category
select mentee, category, credited_minutes, beyond_use_minutes
from assessed_category
order by mentee, category;
