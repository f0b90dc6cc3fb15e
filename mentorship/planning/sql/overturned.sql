-- Which past awards and rulings would the assessment just made overturn? Grain: one row per award or ruled session.
-- reads: assessed_tier, decision, k, mentee, tier_progress, verdict
select * from (
    select
        'award' as what, k.mentee, m.name, k.tier as about, k.reached_on::varchar as before, n.reached_on::varchar as after
    from tier_progress as k
    left join assessed_tier as n on n.mentee = k.mentee and n.tier = k.tier
    left join mentee as m on m.mentee = k.mentee
    where k.reached_on is not null and n.reached_on is distinct from k.reached_on
    union all
    select
        'ruling', d.mentee, m.name, d.ruling_no::varchar, d.credited_minutes::varchar, v.credited_minutes::varchar
    from decision as d
    join verdict as v on v.import_no = d.import_no and v.row = d.row
    left join mentee as m on m.mentee = d.mentee
    where d.ruling_no is not null and (d.credited_minutes > 0) != (v.credited_minutes > 0)
)
order by what, name, about;
