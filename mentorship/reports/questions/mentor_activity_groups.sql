-- How many mentors are how active, without names? Grain: one row per band of sessions. For leadership and ombudsman.
-- reads: led_session, person
with
mentoring as (
    select mentor, count(*) as sessions, sum(credited_minutes)::integer as credited_minutes
    from led_session
    where held_on > $after and held_on <= $until
    group by mentor
),
-- Whoever led a session, certified or not, and certified mentors who led none.
everyone as (
    select coalesce(m.mentor, p.person) as mentor, coalesce(m.sessions, 0) as sessions,
        coalesce(m.credited_minutes, 0) as credited_minutes
    from mentoring as m
    full join (
        select person from person where mentor_since <= $until and coalesce(mentor_until >= $until, true)
    ) as p on p.person = m.mentor
),
banded as (
    select
        case when sessions = 0 then 1 when sessions < 10 then 2 when sessions < 30 then 3 when sessions < 100 then 4 else 5 end
            as band,
        count(*)::integer as mentors, sum(credited_minutes)::integer as credited_minutes,
        max(credited_minutes)::integer as most, sum(person_key(mentor))::bigint as cell_key
    from everyone
    group by all
),
filled as (
    select b.band, coalesce(k.mentors, 0)::integer as mentors, coalesce(k.credited_minutes, 0)::integer as credited_minutes,
        coalesce(k.most, 0)::integer as most, k.cell_key
    from (select unnest(range(1, 6)) as band) as b
    left join banded as k using (band)
    where exists (select 1 from banded)
)
select
    case band when 1 then 'none' when 2 then '1 to 9' when 3 then '10 to 29' when 4 then '30 to 99' else '100 or more' end
        as sessions,
    shown($viewer_role, mentors, cell_key) as mentors,
    shown_amount($viewer_role, mentors, cell_key, credited_minutes, most, getvariable('minutes_step')) as credited_minutes,
    is_hidden($viewer_role, mentors) as hidden
from filled
where $viewer_role = 'leadership' or ($viewer_role = 'ombudsman' and mentors > 0)
order by band;
