-- How many people stand where, without names? Grain: one row per number of tiers reached and state. Whoever had a session
-- held has started, credited or not.
-- reads: decision, mentee, tier_progress
with
state as (
    select
        m.mentee,
        count(t.reached_on)::integer as tiers_reached,
        min(t.minutes_short) filter (t.reached_on is null) as minutes_short,
        m.mentee in (select mentee from decision where is_held) as has_started
    from mentee as m
    left join tier_progress as t using (mentee)
    group by m.mentee
),
grouped as (
    select
        tiers_reached,
        case when not has_started then 'not_started' when minutes_short is null then 'complete'
            when minutes_short = 0 then 'waiting' when minutes_short <= $within_reach then 'within_reach'
            else 'under_way' end as state,
        count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key
    from state
    group by all
),
-- Every state of every stage: for leadership one without anybody looks like one with a few.
possible as (
    select s.tiers_reached, t.state
    from (select unnest(range($tiers + 1))::integer as tiers_reached) as s
    cross join (select unnest($states) as state) as t
    where exists (select 1 from grouped)
        and (t.state = 'complete') = (s.tiers_reached = $tiers) and (t.state != 'not_started' or s.tiers_reached = 0)
),
filled as (
    select coalesce(g.tiers_reached, p.tiers_reached) as tiers_reached, coalesce(g.state, p.state) as state,
        coalesce(g.people, 0)::integer as people, g.cell_key
    from possible as p
    full join grouped as g on g.tiers_reached = p.tiers_reached and g.state = p.state
)
select tiers_reached, state, shown($viewer_role, people, cell_key) as people, is_hidden($viewer_role, people) as hidden
from filled
where $viewer_role = 'leadership' or ($viewer_role = 'ombudsman' and people > 0)
order by tiers_reached, state;
