-- Which days does a mentee's record name already, for which activity, and under which titles?
-- Grain: activity, day and event. What was cancelled or missed leaves its day free.
-- reads: current_session, person_alias
with
own as (
    select activity, held_on, coalesce(days, 1) as days, lower(event) as event
    from current_session
    where mentee_key in (
            select alias from person_alias where person = $mentee
            union all
            select lower($mentee)
        )
        and status not in ('cancelled', 'no_show')
        and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and $viewer_person = $mentee))
),
named as (
    select activity, held_on + unnest(range(days))::integer as day, event from own
)
select distinct activity, day, event
from named
where day <= date '9990-12-31'
order by all;
