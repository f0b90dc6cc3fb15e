-- For which sessions does more than their own terms decide what they earn? Those that another record already counts, those
-- of a capped event, and work by the day. Grain: one row per such session.
-- makes: adjusted
create or replace temp macro adjusted(judged, repeated) as table
with
per_day as materialized (from per_day(judged, repeated)),
each as (
    select record, same_as, is_repeat from query_table(repeated)
    union all by name
    select record, credited as capped_minutes, used_minutes, used_on from capped(judged, repeated, 'per_day')
    union all by name
    select record, named_days, earned_days from per_day
)
select
    record, any_value(same_as) as same_as, any_value(is_repeat) as is_repeat, any_value(capped_minutes) as capped_minutes,
    any_value(used_minutes) as used_minutes, any_value(used_on) as used_on, any_value(named_days) as named_days,
    any_value(earned_days) as earned_days
from each
group by record;
