-- Where does each mentee stand? Grain: mentee and tier; mentee, tier and requirement row; mentee and category.
-- makes: bucket_total, category_credit_of, needed, numbered, tier_progress_of

-- The mentees, each once.
create or replace temp macro numbered(mentees) as table
select
    mentee_no, mentee,
    any_value(techniques_on) as techniques_on, any_value(diplomate_on) as diplomate_on
from query_table(mentees)
group by mentee_no, mentee;

create or replace temp macro bucket_total(earned) as table
select mentee_no, bucket_no, sum(minutes)::integer as minutes
from query_table(earned)
group by mentee_no, bucket_no;

-- What does each requirement row ask, and what is there? By the rules under which the tier's hours were completed, else
-- by those in force on the day of judging. Where tiers start one after the other, nothing counts toward a tier before
-- the one before it is reached.
create or replace temp macro needed(mentees, earned, totals, reached, tiers, requirements, sets, reading) as table
with
judged_tier as (
    select
        m.mentee_no, t.tier_order, k.counting_after, coalesce(k.era_from, r.as_of) as by_rules_of,
        case when k.counting_after is not null then t.tier_order when k.mentee_no is not null then 0 end as totals_of
    from query_table(mentees) as m
    cross join query_table(tiers) as t
    cross join query_table(reading) as r
    left join query_table(reached) as k on k.mentee_no = m.mentee_no and k.tier_order = t.tier_order
),
-- Minutes from the start (0), and those from the day after which a tier starts.
in_bucket as (
    select mentee_no, 0 as totals_of, bucket_no, minutes from query_table(totals)
    union all
    select j.mentee_no, j.tier_order, e.bucket_no, sum(e.minutes)::integer
    from judged_tier as j
    join query_table(earned) as e on e.mentee_no = j.mentee_no and e.held_on > j.counting_after
    group by j.mentee_no, j.tier_order, e.bucket_no
),
in_set as (
    select b.mentee_no, b.totals_of, s.set_no, sum(b.minutes)::integer as minutes
    from in_bucket as b
    join query_table(sets) as s using (bucket_no)
    group by b.mentee_no, b.totals_of, s.set_no
)
select
    j.mentee_no, j.tier_order, q.requirement_no, coalesce(h.minutes, 0) as have_minutes,
    greatest(0, q.minutes - coalesce(h.minutes, 0)) as short_minutes
from judged_tier as j
join query_table(requirements) as q
    on q.tier_order = j.tier_order and q.era_from <= j.by_rules_of and j.by_rules_of < q.era_until
left join in_set as h on h.mentee_no = j.mentee_no and h.totals_of = j.totals_of and h.set_no = q.set_no;

create or replace temp macro tier_progress_of(mentees, reached, needed, tiers, prerequisites, reading) as table
with
-- Where each tier starts after the one before it, what that one lacks comes first.
short as (
    select n.mentee_no, n.tier_order, max(n.short_minutes) as minutes
    from query_table(needed) as n
    group by n.mentee_no, n.tier_order
),
in_turn as (
    select s.mentee_no, s.tier_order,
        sum(case when k.hours_complete_on is null then s.minutes else 0 end)
            over (partition by s.mentee_no order by s.tier_order) as minutes
    from short as s
    left join query_table(reached) as k using (mentee_no, tier_order)
    semi join query_table(reading) as r on r.starts_after
),
certified as (
    select
        m.mentee_no, p.tier_order, nullif(p.level, 'none') as level,
        case p.level when 'techniques' then m.techniques_on when 'diplomate' then m.diplomate_on end as held_on
    from query_table(mentees) as m
    cross join query_table(reading) as r
    join query_table(prerequisites) as p on p.era_from <= r.as_of and r.as_of < p.era_until
)
select
    m.mentee, t.tier, t.tier_order, k.hours_complete_on,
    p.level as prerequisite,
    case when p.held_on <= r.as_of then p.held_on end as prerequisite_held_on,
    k.reached_on,
    case when k.hours_complete_on is not null then 0 else coalesce(i.minutes, s.minutes) end::integer as minutes_short
from query_table(mentees) as m
cross join query_table(tiers) as t
cross join query_table(reading) as r
left join certified as p on p.mentee_no = m.mentee_no and p.tier_order = t.tier_order
left join query_table(reached) as k on k.mentee_no = m.mentee_no and k.tier_order = t.tier_order
left join short as s on s.mentee_no = m.mentee_no and s.tier_order = t.tier_order
left join in_turn as i on i.mentee_no = m.mentee_no and i.tier_order = t.tier_order;

create or replace temp macro category_credit_of(mentees, totals, buckets, ceilings) as table
select
    m.mentee, c.category, coalesce(sum(t.minutes), 0)::integer as credited_minutes,
    greatest(0, credited_minutes - c.minutes)::integer as beyond_use_minutes
from query_table(mentees) as m
cross join query_table(ceilings) as c
join query_table(buckets) as b using (category)
left join query_table(totals) as t on t.mentee_no = m.mentee_no and t.bucket_no = b.bucket_no
group by m.mentee, c.category, c.minutes;
