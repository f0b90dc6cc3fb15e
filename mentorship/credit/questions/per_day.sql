-- How many days does each record of work by the day earn? Grain: one row per record.
-- makes: per_day

-- Credit by the day is given once for a calendar day, however many records name it.
create or replace temp macro per_day(judged, repeated) as table
with
named as (
    select
        j.record, j.mentee_no, j.activity_no, j.held_on, j.days,
        j.held_on + unnest(range(j.days))::integer as calendar_day
    from query_table(judged) as j
    anti join query_table(repeated) as twice using (record)
    where j.is_admitted and j.days is not null
),
first_named as (
    select *,
        row_number() over (partition by mentee_no, activity_no, calendar_day order by held_on, record) = 1 as is_first
    from named
)
select record, days as named_days, count(*) filter (is_first) as earned_days
from first_named
group by record, days;
