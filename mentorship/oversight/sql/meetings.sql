-- Which sessions of a mentor were one meeting? Grain: one row per mentor and meeting with a beginning, on days with more
-- than one session: a 1x1 is one of its own; records of a group that begin within $same_group_minutes of each other are one
-- group, whose people came and went.
-- reads: held_session
-- makes: meeting
create or replace temp table meeting as
with
-- Only who has two sessions on a day has anything to overlap with.
crowded as (
    select mentor, day
    from (
        select mentor, begins // 1440 as day from held_session where is_led and not is_further and begins is not null
        union all
        select mentor, unnest(range(begins // 1440 + 1, (ends - 1) // 1440 + 1))
        from held_session
        where is_led and not is_further and (ends - 1) // 1440 > begins // 1440
    )
    where mentor is not null
    group by all
    having count(*) > 1
),
timed as (
    select h.mentor, h.mentee, h.held_on, h.activity, h.begins, h.ends, h.import_no, h.row, h.credited_minutes,
        list_contains($groups, h.activity) as is_group
    from held_session as h
    where h.is_led and not h.is_further and h.begins is not null and exists (
        select 1 from crowded as c
        where c.mentor = h.mentor and c.day >= h.begins // 1440 and c.day <= (h.ends - 1) // 1440)
),
numbered as (
    select *,
        case when is_group then count(*) filter (is_later) over (
            partition by mentor, activity order by begins, ends, import_no, row)
        else hash(import_no, row) end as meeting_no
    from (
        select *, begins - coalesce(lag(begins) over (
            partition by mentor, activity order by begins, ends, import_no, row), begins - 100000) > $same_group_minutes as is_later
        from timed
    )
)
select
    mentor, activity, is_group, min(held_on) as held_on, min(begins) as begins, max(ends) as ends,
    list({'import_no': import_no, 'row': row} order by held_on, import_no, row) as sessions,
    list(distinct mentee) as mentees, sum(credited_minutes)::integer as credited_minutes
from numbered
group by mentor, activity, is_group, meeting_no;
