-- How long would those under way still take, before and after, at the pace of their last year? Grain: tier. Median days; of
-- people whose tier in work it is under both policies and who earned credit in the last year. Whole months for leadership.
-- reads: changed_tier, decision, tier_progress
with
pace as (
    select mentee, sum(credited_minutes) / $a_year as minutes_a_day
    from decision
    where credited_minutes > 0 and held_on > $year_before and held_on <= $as_of
    group by mentee
),
in_work as (
    select mentee, tier, tier_order, minutes_short
    from tier_progress
    where hours_complete_on is null
    qualify row_number() over (partition by mentee order by tier_order) = 1
),
person as (
    select w.mentee, w.tier, w.tier_order, w.minutes_short / p.minutes_a_day as days_before,
        coalesce(c.short_after, w.minutes_short) / p.minutes_a_day as days_after
    from in_work as w
    join pace as p using (mentee)
    left join changed_tier as c on c.mentee = w.mentee and c.tier = w.tier
),
counted as (
    select tier, tier_order, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        median(days_before) as days_before, median(days_after) as days_after
    from person
    group by all
)
select
    tier, shown($viewer_role, people, cell_key) as people, is_hidden($viewer_role, people) as hidden,
    case when $viewer_role = 'ombudsman' then days_before when people >= 10 then round(days_before / 30.4375) * 30.4375 end::integer
        as days_before,
    case when $viewer_role = 'ombudsman' then days_after when people >= 10 then round(days_after / 30.4375) * 30.4375 end::integer
        as days_after
from counted
where $viewer_role in ('ombudsman', 'leadership')
order by tier_order;
