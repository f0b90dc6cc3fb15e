-- How have the credited minutes of each set of buckets grown? Grain: mentee, set, day.

create or replace temp view earned as
select mentee_no, category, level, held_on, credited_minutes as minutes
from verdict
where credited_minutes > 0;

-- Sessions of one day may come in any order: the day on which a sum is passed is the same.
create or replace temp table running as
select
    mentee_no, set_no, held_on, minutes as that_much,
    (sum(minutes) over (partition by mentee_no, set_no order by held_on rows unbounded preceding))::integer as so_far
from earned
join rule_set using (category, level)
where set_no in (select set_no from rule_requirement where not implied);

create or replace temp table reached (
    mentee_no integer, tier_order integer, counting_after date, era_from date,
    hours_complete_on date, prerequisite_met_on date, reached_on date
);
