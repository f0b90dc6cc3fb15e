-- How many days does each record of per-day work earn? Grain: one row per record.

-- Credit by the day is given once for a calendar day, however many records name it.
create or replace temp table days_earned as
with
named as (
    select
        import_no, row, mentee_no, activity, held_on,
        held_on + unnest(range(coalesce(days, 1)::integer))::integer as calendar_day
    from judged anti join doubled using (import_no, row)
    where stands and basis = 'per_day'
),
first_named as (
    select *, row_number() over (partition by mentee_no, activity, calendar_day order by held_on, import_no, row) as place
    from named
)
select import_no, row, count(*) as named_days, count(*) filter (place = 1) as earned_days
from first_named
group by import_no, row;
