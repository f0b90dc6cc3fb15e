-- Which sessions of one mentor overlap and are not one group? Grain: one row per stretch of time in which meetings overlap.
-- reads: meeting
-- makes: raised
insert into raised
with
ordered as (
    select *, coalesce(max(ends) over earlier, begins) > begins as goes_on
    from meeting
    window earlier as (partition by mentor order by begins, ends, sessions rows between unbounded preceding and 1 preceding)
),
stretched as (
    select *, count(*) filter (not goes_on) over (partition by mentor order by begins, ends, sessions rows unbounded preceding) as stretch
    from ordered
)
select
    'overlap_mentor', mentor,
    case when len(list_distinct(flatten(list(mentees)))) = 1 then any_value(mentees[1]) end,
    flatten(list(sessions order by begins, ends, sessions)), min(held_on), sum(credited_minutes)::integer,
    json_object('day', min(held_on), 'meetings', count(*))
from stretched
group by mentor, stretch
having count(*) > 1;
