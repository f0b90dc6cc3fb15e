-- How many people were active in each quarter, and how many began? Grain: one row per quarter from $after on up to the day
-- of judging; `people_true` and `began_true` are for working out limits, and are not shown.
-- reads: decision, programme_person
with
quarter as (
    select unnest(range(date_trunc('quarter', $after::date)::timestamp, date_trunc('quarter', $as_of::date)::timestamp + interval 1 day, interval 3 month))::date
        as begins_on
),
earned as (
    select d.mentee, date_trunc('quarter', d.held_on)::date as begins_on, min(d.held_on) = any_value(f.held_on) as began
    from decision as d
    join (select mentee, min(held_on) as held_on from decision where credited_minutes > 0 group by mentee) as f using (mentee)
    semi join programme_person using (mentee)
    where d.credited_minutes > 0 and d.held_on <= $as_of
    group by all
),
counted as (
    select begins_on, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key,
        count(*) filter (began)::integer as began, (sum(person_key(mentee)) filter (began))::bigint as began_key
    from earned
    group by begins_on
)
select
    q.begins_on, (q.begins_on + interval 3 month)::date > $as_of + 1 as is_part,
    coalesce(c.people, 0)::integer as people_true,
    shown($viewer_role, coalesce(c.people, 0)::integer, c.cell_key) as people,
    shown($viewer_role, coalesce(c.began, 0)::integer, c.began_key) as began,
    is_hidden($viewer_role, coalesce(c.people, 0)) as hidden
from quarter as q
left join counted as c using (begins_on)
where $viewer_role in ('ombudsman', 'leadership')
order by q.begins_on;
