-- What has one mentee been credited, by category? Grain: one row per category.
select category, credited_minutes, beyond_use_minutes
from mentee_standing
where mentee = $mentee
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and mentee = $viewer_person))
order by category;
