-- Which sessions change, and why? Grain: activity, the rules behind it before and after, and whether they earn more or less.
-- reads: changed_session
with
per_person as (
    select
        activity, array_to_string(rules_before, ', ') as rules_before, array_to_string(rules_after, ', ') as rules_after,
        category_before, category_after, sign(credited_after - credited_before)::integer as direction, mentee,
        count(*) as sessions, sum(credited_after - credited_before) as minutes
    from changed_session
    group by all
),
counted as (
    select activity, rules_before, rules_after, category_before, category_after, direction,
        count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        sum(sessions)::integer as sessions, max(sessions)::integer as most_sessions,
        sum(minutes)::integer as minutes, max(abs(minutes))::integer as most
    from per_person
    group by all
)
select
    activity, rules_before, rules_after, category_before, category_after, direction,
    shown($viewer_role, people, cell_key) as people,
    shown_amount($viewer_role, people, cell_key, sessions, most_sessions, getvariable('fewest_people')) as sessions,
    direction * shown_amount($viewer_role, people, cell_key, abs(minutes), most, getvariable('minutes_step')) as minutes,
    is_hidden($viewer_role, people) as hidden
from counted
where $viewer_role = 'ombudsman' or ($viewer_role = 'leadership' and not is_hidden($viewer_role, people))
order by sessions desc, activity, rules_before, rules_after;
