-- How have the credited minutes of each set of buckets grown? Grain: mentee, set, day.

create or replace temp table earned as
select mentee_no, category, level, held_on, sum(credited_minutes)::integer as minutes
from verdict
where credited_minutes > 0
group by all;

create or replace temp table running as
with
by_day as (
    select mentee_no, set_no, held_on, sum(minutes)::integer as that_day
    from earned
    join rule_set using (category, level)
    where set_no in (select set_no from rule_requirement where not implied)
    group by all
)
select *, (sum(that_day) over (partition by mentee_no, set_no order by held_on))::integer as so_far
from by_day;

create or replace temp table reached (
    mentee_no integer, tier_order integer, counting_after date, era_from date,
    hours_complete_on date, prerequisite_met_on date, reached_on date
);
