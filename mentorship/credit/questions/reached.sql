-- When did each mentee reach the tiers from `first_tier` to `last_tier`? Grain: mentee and tier.
-- Where hours carry over, all tiers at once; where a tier starts after the one before it, one by one in order,
-- its rows met by what was earned after that day. `before`: the tiers already worked out.
-- makes: reached
create or replace temp macro reached(
    mentees, earned, before, first_tier, last_tier, tiers, requirements, sets, prerequisites, reading
) as table
with
-- Those who may count toward these tiers, and from when.
starting as (
    select
        m.mentee_no, m.techniques_on, m.diplomate_on, r.as_of, b.reached_on as reached_before,
        case when r.starts_after then b.reached_on end as counting_after
    from query_table(mentees) as m
    cross join query_table(reading) as r
    left join query_table(before) as b on b.mentee_no = m.mentee_no and b.tier_order = first_tier - 1
    where not r.starts_after or first_tier = 1 or b.reached_on is not null
),
asked as (
    select tier_order, era_from, era_until, set_no, minutes, row_count
    from query_table(requirements)
    where tier_order between first_tier and last_tier and not implied
),
-- How the credited minutes of each set have added up. Sessions of one day may come in any order: the day on which a
-- sum is passed is the same. A set of one bucket that counts from the start adds up as its bucket does.
one_bucket as (
    select set_no, any_value(bucket_no) as bucket_no
    from query_table(sets)
    where set_no in (select set_no from asked)
    group by set_no
    having count(*) = 1
),
counting as (
    select e.mentee_no, s.set_no, e.held_on, e.minutes
    from query_table(earned) as e
    join (select mentee_no, counting_after from starting) as c
        on c.mentee_no = e.mentee_no and (c.counting_after is null or e.held_on > c.counting_after)
    join query_table(sets) as s on s.bucket_no = e.bucket_no and s.set_no in (select set_no from asked)
    where c.counting_after is not null or s.set_no not in (select set_no from one_bucket)
),
running as (
    select *, sum(minutes) over (partition by mentee_no, set_no order by held_on rows unbounded preceding) as so_far
    from counting
    union all
    select e.mentee_no, s.set_no, e.held_on, e.minutes, e.so_far
    from query_table(earned) as e
    join one_bucket as s using (bucket_no)
    join (select mentee_no from starting where counting_after is null) as c using (mentee_no)
),
-- The day the last of a tier's rows is met: with that session, and not before it.
met as (
    select r.mentee_no, a.tier_order, a.era_from, a.era_until, max(r.held_on) as met_on
    from running as r
    join asked as a on a.set_no = r.set_no and r.so_far >= a.minutes and r.so_far - r.minutes < a.minutes
    group by r.mentee_no, a.tier_order, a.era_from, a.era_until, a.row_count
    having count(*) = a.row_count
),
certification as (
    select
        c.mentee_no, c.as_of, p.tier_order, p.era_from, p.era_until,
        case p.level when 'none' then p.era_from when 'techniques' then c.techniques_on else c.diplomate_on end as held_on
    from starting as c
    join query_table(prerequisites) as p on p.tier_order between first_tier and last_tier
),
-- What is known of each tier. What was there before an era of the rules counts from its first day, and what comes
-- after it comes too late.
known as (
    select c.mentee_no, t.tier_order, c.counting_after, c.reached_before
    from starting as c
    join query_table(tiers) as t on t.tier_order between first_tier and last_tier
    union all by name
    select m.mentee_no, m.tier_order, m.era_from, greatest(m.met_on, m.era_from) as hours_complete_on
    from met as m
    cross join query_table(reading) as r
    where greatest(m.met_on, m.era_from) < m.era_until and m.era_from <= r.as_of
    union all by name
    select mentee_no, tier_order, greatest(held_on, era_from) as certified_on
    from certification
    where held_on is not null and greatest(held_on, era_from) < era_until and greatest(held_on, era_from) <= as_of
),
own as (
    select
        mentee_no, tier_order, max(counting_after) as counting_after, max(reached_before) as reached_before,
        arg_min(era_from, hours_complete_on) as era_from, min(hours_complete_on) as hours_complete_on,
        min(certified_on) as certified_on
    from known
    group by mentee_no, tier_order
)
select
    mentee_no, tier_order, counting_after, era_from, hours_complete_on,
    case when (first_tier = 1 or reached_before is not null)
        and count(*) filter (hours_complete_on is null or certified_on is null) over tiers_so_far = 0
        then greatest(max(greatest(hours_complete_on, certified_on)) over tiers_so_far, reached_before) end as reached_on
from own
window tiers_so_far as (partition by mentee_no order by tier_order);
