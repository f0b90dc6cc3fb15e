-- Which sessions of one mentee overlap, whatever they are? Grain: one row per stretch of time in which they do.
-- reads: held_session
-- makes: raised
insert into raised
with
-- Only who has two sessions on a day has anything to overlap with.
crowded as (
    select mentee, day
    from (
        select mentee, begins // 1440 as day from held_session where not is_further and begins is not null
        union all
        select mentee, unnest(range(begins // 1440 + 1, (ends - 1) // 1440 + 1))
        from held_session
        where not is_further and (ends - 1) // 1440 > begins // 1440
    )
    group by all
    having count(*) > 1
),
timed as (
    select h.mentee, h.mentor, h.held_on, h.begins, h.ends, h.import_no, h.row, h.credited_minutes
    from held_session as h
    where not h.is_further and h.begins is not null and exists (
        select 1 from crowded as c
        where c.mentee = h.mentee and c.day >= h.begins // 1440 and c.day <= (h.ends - 1) // 1440)
),
ordered as (
    select *, coalesce(max(ends) over earlier, begins) > begins as goes_on
    from timed
    window earlier as (partition by mentee order by begins, ends, import_no, row rows between unbounded preceding and 1 preceding)
),
stretched as (
    select *, count(*) filter (not goes_on) over (
        partition by mentee order by begins, ends, import_no, row rows unbounded preceding) as stretch
    from ordered
)
select
    'overlap_mentee', case when count(distinct mentor) = 1 and count(mentor) = count(*) then any_value(mentor) end, mentee,
    list({'import_no': import_no, 'row': row} order by held_on, import_no, row), min(held_on),
    sum(credited_minutes)::integer, json_object('day', min(held_on), 'sessions', count(*))
from stretched
group by mentee, stretch
having count(*) > 1;
