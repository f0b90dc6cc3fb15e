-- What has each mentee recorded, earned, and earned beyond use? Grain: mentee and category.
select
    s.mentee, s.category, s.credited_minutes, s.beyond_use_minutes, coalesce(r.recorded_minutes, 0) as recorded_minutes
from stand_mentee as s
left join (
    select m.mentee, sum(v.recorded_minutes)::integer as recorded_minutes
    from verdict as v
    join case_mentee as m using (mentee_no)
    where v.outcome != 'planned' and not list_has_any(v.rules, ['status.cancelled', 'status.no_show'])
    group by m.mentee
) as r using (mentee)
order by s.mentee, s.category;
