-- Where does everybody stand across the tiers? Grain: one row per mentee, with what is missing and since when, and which
-- views show them. For the ombudsman. After `find_stuck`.
-- reads: category_credit, decision, mentee, requirement_progress, stuck_mentee, tier_progress
-- makes: mentee_now
create or replace temp table mentee_now as
with
reached as (
    select mentee, count(reached_on)::integer as tiers_reached, max(reached_on) as last_reached_on
    from tier_progress
    group by mentee
),
-- The tier being worked on: the first that is not reached.
next_tier as (
    select mentee, arg_min(tier, tier_order) as tier, arg_min(minutes_short, tier_order) as minutes_short,
        arg_min_null(prerequisite, tier_order) as prerequisite,
        arg_min(coalesce(prerequisite_held_on::varchar, ''), tier_order) as prerequisite_held_on
    from tier_progress
    where reached_on is null
    group by mentee
),
waits as (
    select t.mentee, max(t.hours_complete_on) as waits_since
    from tier_progress as t
    join next_tier as n on n.mentee = t.mentee and n.tier = t.tier
    where t.hours_complete_on is not null
    group by t.mentee
),
-- What its smallest sets still lack, in words a table can hold.
lacking as (
    select n.mentee, string_agg(n.categories[1], ', ' order by n.categories[1]) as categories
    from requirement_progress as n
    join next_tier as t on t.mentee = n.mentee and t.tier = n.tier
    where len(n.categories) = 1 and n.have_minutes < n.required_minutes
    group by n.mentee
),
earned as (
    select mentee,
        map_from_entries(list((category, credited_minutes))) as credited,
        sum(credited_minutes)::integer as credited_minutes,
        sum(beyond_use_minutes)::integer as beyond_use_minutes
    from category_credit
    group by mentee
),
activity as (
    select mentee, max(held_on) filter (outcome != 'planned') as last_session,
        max(held_on) filter (credited_minutes > 0) as last_credited_on,
        coalesce(sum(credited_minutes) filter (len(unverified) > 0), 0)::integer as unverified_minutes,
        count(*) filter (outcome != 'planned')::integer as sessions,
        count(*) filter (outcome = 'planned')::integer as planned_sessions, bool_or(is_held) as has_started
    from decision
    group by mentee
)
select
    m.mentee, m.name, m.country, m.registered_on,
    coalesce(r.tiers_reached, 0) as tiers_reached, r.last_reached_on,
    n.tier as next_tier, n.minutes_short,
    nullif(n.prerequisite, '') as prerequisite,
    n.prerequisite is not null and n.prerequisite_held_on = '' as lacks_certification,
    case when not coalesce(a.has_started, false) then 'not_started'
        when n.tier is null then 'complete'
        when n.minutes_short = 0 then 'waiting'
        when n.minutes_short <= $within_reach then 'within_reach'
        else 'under_way' end as state,
    l.categories as lacking,
    k.lacking as stuck_on, k.since as stuck_since, date_diff('day', k.since, cast($as_of as date))::integer as stuck_days,
    coalesce(e.credited_minutes, 0) as credited_minutes,
    coalesce(e.beyond_use_minutes, 0) as beyond_use_minutes,
    e.credited,
    coalesce(a.unverified_minutes, 0) as unverified_minutes,
    coalesce(a.sessions, 0) as sessions, coalesce(a.planned_sessions, 0) as planned_sessions, a.last_session,
    a.last_credited_on,
    -- Named as the views of the page. Waiting: since the hours of the tier were complete.
    list_filter([
        'all', state, case when k.mentee is not null and state in ('under_way', 'within_reach') then 'stuck' end,
        case when e.beyond_use_minutes > 0 then 'beyond' end,
        case when a.unverified_minutes > 0 then 'unverified' end
    ], lambda view: view is not null) as views, w.waits_since
from mentee as m
left join reached as r using (mentee)
left join next_tier as n using (mentee)
left join lacking as l using (mentee)
left join earned as e using (mentee)
left join activity as a using (mentee)
left join stuck_mentee as k using (mentee)
left join waits as w using (mentee)
where $viewer_role = 'ombudsman';
