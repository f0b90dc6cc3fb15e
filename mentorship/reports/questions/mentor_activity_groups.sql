-- How many mentors are how active, without names? Grain: one row per band of sessions. For leadership and ombudsman.
with
mentoring as (
    select mentor, count(*) as sessions, sum(credited_minutes)::integer as credited_minutes
    from decision
    where list_contains($led_by_mentors, activity) and outcome != 'planned' and mentor is not null
        and not list_has_any(rules, ['status.cancelled', 'status.no_show'])
        and (cast($since as date) is null or held_on >= $since)
    group by mentor
),
everyone as (
    select
        p.person as mentor, coalesce(m.sessions, 0) as sessions, coalesce(m.credited_minutes, 0) as credited_minutes
    from person as p
    left join mentoring as m on m.mentor = p.person
    where p.mentor_since <= $as_of and (m.mentor is not null or coalesce(p.mentor_until >= $as_of, true))
),
banded as (
    select
        case when sessions = 0 then 1 when sessions < 10 then 2 when sessions < 30 then 3 when sessions < 100 then 4 else 5 end
            as band,
        count(*)::integer as mentors, sum(credited_minutes)::integer as credited_minutes
    from everyone
    group by all
),
filled as (
    select b.band, coalesce(k.mentors, 0)::integer as mentors, coalesce(k.credited_minutes, 0)::integer as credited_minutes
    from (select unnest(range(1, 6)) as band) as b
    left join banded as k using (band)
    where exists (select 1 from banded)
)
select
    case band when 1 then 'none' when 2 then '1 to 9' when 3 then '10 to 29' when 4 then '30 to 99' else '100 or more' end
        as sessions,
    shown($viewer_role, mentors) as mentors,
    shown_minutes($viewer_role, mentors, credited_minutes) as credited_minutes,
    is_hidden($viewer_role, mentors) as hidden
from filled
where $viewer_role = 'leadership' or ($viewer_role = 'ombudsman' and mentors > 0)
order by band;
