-- How many people stand where, without names? Grain: one row per number of tiers reached and state.
with
state as (
    select
        m.mentee,
        count(t.reached_on)::integer as tiers_reached,
        min(t.minutes_short) filter (t.reached_on is null) as minutes_short,
        count(t.tier) > 0 as has_sessions
    from mentee as m
    left join tier_standing as t using (mentee)
    group by m.mentee
),
grouped as (
    select
        tiers_reached,
        case when not has_sessions then 'not_started' when minutes_short is null then 'complete'
            when minutes_short = 0 then 'waiting' when minutes_short <= $within_reach then 'within_reach'
            else 'under_way' end as state,
        count(*)::integer as people
    from state
    group by all
),
weighed as (
    select *,
        is_hidden($viewer_role, people, min(people) over (), count(*) over smaller, coalesce(sum(people) over smaller, 0))
            as hidden
    from grouped
    window smaller as (order by people, tiers_reached, state rows between unbounded preceding and 1 preceding)
)
select tiers_reached, state, case when not hidden then people end as people, hidden
from weighed
where $viewer_role in ('ombudsman', 'leadership')
order by tiers_reached, state;
