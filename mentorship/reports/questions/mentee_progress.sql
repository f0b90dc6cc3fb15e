-- Where does everybody stand across the tiers? Grain: one row per mentee. For the ombudsman.
with
reached as (
    select mentee, count(reached_on)::integer as tiers_reached, max(reached_on) as last_reached_on
    from tier_standing
    group by mentee
),
-- The tier being worked on: the first that is not reached.
next_tier as (
    select mentee, arg_min(tier, tier_order) as tier, arg_min(minutes_short, tier_order) as minutes_short,
        arg_min(prerequisite, tier_order) as prerequisite,
        arg_min(coalesce(prerequisite_held_on::varchar, ''), tier_order) as prerequisite_held_on
    from tier_standing
    where reached_on is null
    group by mentee
),
-- What its smallest sets still lack, in words a table can hold.
lacking as (
    select n.mentee, string_agg(n.categories[1], ', ' order by n.categories[1]) as categories
    from requirement_standing as n
    join next_tier as t on t.mentee = n.mentee and t.tier = n.tier
    where len(n.categories) = 1 and n.have_minutes < n.required_minutes
    group by n.mentee
),
earned as (
    select mentee,
        map_from_entries(list((category, credited_minutes))) as credited,
        sum(credited_minutes)::integer as credited_minutes,
        sum(beyond_use_minutes)::integer as beyond_use_minutes
    from mentee_standing
    group by mentee
),
activity as (
    select mentee, max(held_on) filter (outcome != 'planned') as last_session,
        count(*) filter (outcome != 'planned')::integer as sessions,
        count(*) filter (outcome = 'planned')::integer as planned_sessions
    from decision
    group by mentee
)
select
    m.mentee, m.name, m.country, m.registered_on,
    coalesce(r.tiers_reached, 0) as tiers_reached, r.last_reached_on,
    n.tier as next_tier, n.minutes_short,
    nullif(n.prerequisite, '') as prerequisite,
    n.prerequisite is not null and n.prerequisite_held_on = '' as lacks_certification,
    case when a.mentee is null or e.credited_minutes = 0 then 'not_started'
        when n.tier is null then 'complete'
        when n.minutes_short = 0 then 'waiting'
        when n.minutes_short <= $within_reach then 'within_reach'
        else 'under_way' end as state,
    l.categories as lacking,
    coalesce(e.credited_minutes, 0) as credited_minutes,
    coalesce(e.beyond_use_minutes, 0) as beyond_use_minutes,
    e.credited['A'] as credited_a, e.credited['B'] as credited_b, e.credited['C'] as credited_c,
    coalesce(a.sessions, 0) as sessions, coalesce(a.planned_sessions, 0) as planned_sessions, a.last_session
from mentee as m
left join reached as r using (mentee)
left join next_tier as n using (mentee)
left join lacking as l using (mentee)
left join earned as e using (mentee)
left join activity as a using (mentee)
where $viewer_role = 'ombudsman'
order by m.name, m.mentee;
