-- When did each mentee reach the tiers from $first to $last? Grain: mentee and tier.
-- Where hours carry over, all tiers at once; where a tier starts after the one before it, one by one in order,
-- its rows met by what was earned after that day.

insert into reached
with
-- Those who may count toward a tier, and from when.
starting as (
    select
        c.mentee_no, t.tier_order, before.reached_on as reached_before,
        case when r.starts_after then before.reached_on end as counting_after
    from case_mentee as c
    cross join rule_reading as r
    join rule_tier as t on t.tier_order between $first and $last
    left join reached as before on before.mentee_no = c.mentee_no and before.tier_order = $first - 1
    where not r.starts_after or $first = 1 or before.reached_on is not null
),
already as (
    select s.mentee_no, g.set_no, max(g.so_far) as minutes
    from starting as s
    join running as g on g.mentee_no = s.mentee_no and g.held_on <= s.counting_after
    group by all
),
-- The day each requirement row is first met: so far at least as much, the day before not yet.
met as (
    select g.mentee_no, q.tier_order, q.era_from, q.era_until, max(g.held_on) as met_on, count(*) as rows_met
    from running as g
    join rule_requirement as q on q.set_no = g.set_no and q.tier_order between $first and $last and not q.implied
    left join already as a on a.mentee_no = g.mentee_no and a.set_no = g.set_no
    where g.so_far - coalesce(a.minutes, 0) >= q.minutes
        and g.so_far - coalesce(a.minutes, 0) - g.that_much < q.minutes
    group by all
),
asked as (
    select tier_order, era_from, count(*) as row_count from rule_requirement where not implied group by all
),
-- A row met before its era counts from the era's first day; a day after its era comes too late.
complete as (
    select
        m.mentee_no, m.tier_order,
        min(greatest(m.met_on, m.era_from)) as hours_complete_on,
        arg_min(m.era_from, greatest(m.met_on, m.era_from)) as era_from
    from met as m
    join asked as a on a.tier_order = m.tier_order and a.era_from = m.era_from and a.row_count = m.rows_met
    cross join rule_reading as r
    where greatest(m.met_on, m.era_from) < m.era_until and m.era_from <= r.as_of
    group by all
),
certification as (
    select
        c.mentee_no, p.tier_order, p.era_from, p.era_until,
        case p.level when 'none' then p.era_from when 'techniques' then c.techniques_on else c.diplomate_on end as held_on
    from case_mentee as c
    join rule_prerequisite as p on p.tier_order between $first and $last
),
certified as (
    select k.mentee_no, k.tier_order, min(greatest(k.held_on, k.era_from)) as met_on
    from certification as k
    cross join rule_reading as r
    where k.held_on is not null and greatest(k.held_on, k.era_from) < k.era_until
        and greatest(k.held_on, k.era_from) <= r.as_of
    group by all
),
own as (
    select
        s.*, c.era_from, c.hours_complete_on, p.met_on as prerequisite_met_on,
        case when p.met_on is not null then greatest(c.hours_complete_on, p.met_on)
        end as met_on
    from starting as s
    left join complete as c on c.mentee_no = s.mentee_no and c.tier_order = s.tier_order
    left join certified as p on p.mentee_no = s.mentee_no and p.tier_order = s.tier_order
)
select
    mentee_no, tier_order, counting_after, era_from, hours_complete_on, prerequisite_met_on,
    case when ($first = 1 or reached_before is not null)
        and count(*) filter (hours_complete_on is null or prerequisite_met_on is null) over tiers_so_far = 0
        then greatest(max(met_on) over tiers_so_far, reached_before) end
from own
window tiers_so_far as (partition by mentee_no order by tier_order);
