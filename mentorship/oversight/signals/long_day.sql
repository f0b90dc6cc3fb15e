-- On which days did a mentor lead more than $most_minutes? Grain: one row per mentor and day. Sessions at the same time
-- count once; of sessions without a beginning, those of one group count once.
-- reads: held_session
-- makes: raised
insert into raised
with
led as (
    select mentor, mentee, held_on, activity, event, minutes, begins, ends, import_no, row, credited_minutes
    from held_session
    where is_led and not is_further and minutes > 0 and mentor is not null
),
-- Hours that cannot add up to a long day however they lie are the most of them.
busy as (
    select mentor, held_on from led group by all having sum(minutes) > $most_minutes
),
ordered as (
    select l.*, coalesce(max(ends) over earlier, begins) >= begins as goes_on
    from led as l
    semi join busy using (mentor, held_on)
    where begins is not null
    window earlier as (
        partition by mentor, held_on order by begins, ends, import_no, row rows between unbounded preceding and 1 preceding)
),
stretch as (
    select mentor, held_on, max(ends) - min(begins) as minutes
    from (
        select *, count(*) filter (not goes_on) over (
            partition by mentor, held_on order by begins, ends, import_no, row rows unbounded preceding) as stretch
        from ordered
    )
    group by mentor, held_on, stretch
),
untimed as (
    select mentor, held_on, minutes
    from led
    semi join busy using (mentor, held_on)
    where begins is null
    group by mentor, held_on, activity, event, minutes,
        case when not list_contains($groups, activity) then hash(import_no, row) end
),
total as (
    select mentor, held_on, sum(minutes)::integer as minutes
    from (select * from stretch union all select * from untimed)
    group by all
    having sum(minutes) > $most_minutes
)
select
    'long_day', l.mentor, case when count(distinct l.mentee) = 1 then any_value(l.mentee) end,
    list({'import_no': l.import_no, 'row': l.row} order by l.held_on, l.import_no, l.row), l.held_on,
    sum(l.credited_minutes)::integer, json_object('day', l.held_on, 'minutes', any_value(t.minutes))
from led as l
join total as t using (mentor, held_on)
group by l.mentor, l.held_on;
