-- What has one mentee been credited, by category? Grain: one row per category.
-- reads: category_credit
select category, credited_minutes, beyond_use_minutes
from category_credit
where mentee = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and mentee = $viewer_person))
order by category;
