-- Where does each mentee stand? Grain: mentee and tier; mentee, tier and requirement row; mentee and category.

create or replace temp table stand_tier as
with
short as (
    select mentee_no, tier_order, greatest(0, max(required_minutes - have_minutes)) as minutes
    from needed
    group by all
),
certified as (
    select
        c.mentee_no, p.tier_order, nullif(p.level, 'none') as level,
        case p.level when 'techniques' then c.techniques_on when 'diplomate' then c.diplomate_on end as held_on
    from case_mentee as c
    cross join rule_reading as r
    join rule_prerequisite as p on p.era_from <= r.as_of and r.as_of < p.era_until
)
select
    c.mentee, t.tier, t.tier_order, k.hours_complete_on,
    p.level as prerequisite,
    case when p.held_on <= r.as_of then p.held_on end as prerequisite_held_on,
    k.reached_on,
    -- Where each tier starts after the one before it, what that one lacks comes first.
    case
        when k.hours_complete_on is not null then 0
        when r.starts_after then sum(case when k.hours_complete_on is null then s.minutes else 0 end)
            over (partition by c.mentee_no order by t.tier_order)
        else s.minutes
    end::integer as minutes_short
from case_mentee as c
cross join rule_tier as t
cross join rule_reading as r
left join certified as p on p.mentee_no = c.mentee_no and p.tier_order = t.tier_order
left join reached as k on k.mentee_no = c.mentee_no and k.tier_order = t.tier_order
left join short as s on s.mentee_no = c.mentee_no and s.tier_order = t.tier_order;

create or replace temp table stand_requirement as
with
least_level as (
    select set_no, category,
        min_by(level, case level when 'none' then 0 when 'techniques' then 1 else 2 end) as level
    from rule_set
    group by all
),
named_set as (
    select set_no, list(category order by category) as categories, list(level order by category) as levels
    from least_level
    group by set_no
)
select
    c.mentee, n.tier, n.tier_order, s.categories, s.levels, n.implied, n.required_minutes, n.have_minutes
from needed as n
join case_mentee as c using (mentee_no)
join named_set as s using (set_no);

create or replace temp table stand_mentee as
select
    c.mentee, k.category, coalesce(sum(e.minutes), 0)::integer as credited_minutes,
    greatest(0, coalesce(sum(e.minutes), 0) - k.minutes)::integer as beyond_use_minutes
from case_mentee as c
cross join rule_ceiling as k
left join earned as e on e.mentee_no = c.mentee_no and e.category = k.category
group by c.mentee_no, c.mentee, k.category, k.minutes;
