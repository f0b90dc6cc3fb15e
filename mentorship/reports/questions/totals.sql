-- The programme in numbers. One row; groups below five are hidden from leadership.
with
counted as (
    select
        (select count(*) from mentee)::integer as registered,
        (select count(distinct mentee) from decision
            where outcome in ('credited', 'reduced') and held_on > $as_of - 365)::integer as active,
        (select count(distinct mentor) from decision
            where list_contains($led_by_mentors, activity) and outcome in ('credited', 'reduced')
                and held_on > $as_of - 365)::integer as mentors,
        (select count(distinct mentee) from tier_standing where reached_on is not null)::integer as reached,
        (select count(distinct mentee) from tier_standing where reached_on > $as_of - 365)::integer as reached_this_year,
        (select coalesce(sum(credited_minutes), 0) from decision where held_on > $as_of - 365)::integer as credited_minutes
)
select
    case when is_shown(viewer_role, registered, registered) then registered end as registered,
    case when is_shown(viewer_role, active, registered) then active end as active,
    case when is_shown(viewer_role, mentors, mentors) then mentors end as mentors,
    case when is_shown(viewer_role, reached, registered) then reached end as reached,
    case when is_shown(viewer_role, reached_this_year, reached) then reached_this_year end as reached_this_year,
    case when is_shown(viewer_role, active, registered) then credited_minutes end as credited_minutes
from (select *, $viewer_role as viewer_role from counted)
where viewer_role in ('ombudsman', 'leadership');
