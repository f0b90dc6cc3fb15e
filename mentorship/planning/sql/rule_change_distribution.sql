-- Who gains or loses how much credit? Grain: one row per band of hours; people whose credit differs.
-- reads: changed_credit
with
person as (
    select mentee, sum(credited_after) - sum(credited_before) as minutes from changed_credit group by mentee
),
banded as (
    select mentee, case when minutes <= -720 then 1 when minutes <= -180 then 2 when minutes < 0 then 3 when minutes = 0 then 4
        when minutes < 180 then 5 when minutes < 720 then 6 else 7 end as band
    from person
),
counted as (
    select band, count(*)::integer as people, sum(person_key(mentee))::bigint as cell_key from banded group by band
),
named as (
    select unnest(range(1, 8))::integer as band, unnest(['loses 12 h or more', 'loses 3 to 12 h', 'loses less than 3 h',
        'as much, of other kinds', 'gains less than 3 h', 'gains 3 to 12 h', 'gains 12 h or more']) as name
)
select n.band, n.name, shown($viewer_role, coalesce(c.people, 0), c.cell_key) as people,
    is_hidden($viewer_role, coalesce(c.people, 0)) as hidden
from named as n
left join counted as c using (band)
where $viewer_role in ('ombudsman', 'leadership')
order by n.band;
