-- Who is behind a number of uptake.sql, and which record says so? Grain: one row per person; `held_on` is the day that
-- counts, `listed` counts all people. For the ombudsman.
-- reads: decision, import, mentee, person_alias, person_fact, tier_progress
with
earned as (
    select mentee, held_on, import_no, row, min(held_on) over (partition by mentee) as started_on
    from decision
    where outcome in ('credited', 'reduced')
),
-- The row of the people data that says when somebody registered.
registered as (
    select lower(coalesce(f.person, a.person, f.email)) as mentee_key, f.import_no, f.row
    from person_fact as f
    join import as i using (import_no)
    left join person_alias as a on f.person is null and a.alias = f.email
    where list_contains(f.columns, 'registered_on')
    qualify row_number() over (partition by mentee_key order by i.precedence desc, f.row) = 1
),
counted as (
    select m.mentee, m.registered_on as held_on, r.import_no, r.row
    from mentee as m
    left join registered as r on r.mentee_key = lower(m.mentee)
    where $measure = 'registered' and year(m.registered_on) = $year and m.registered_on <= $as_of
    union all
    select mentee, held_on, import_no, row
    from earned
    where year(held_on) = $year and ($measure = 'active' or ($measure = 'started' and held_on = started_on))
    qualify row_number() over (partition by mentee order by held_on, import_no, row) = 1
    union all
    select mentee, reached_on, null, null
    from tier_progress
    where $measure = 'tier ' || tier and year(reached_on) = $year
)
select
    c.held_on, coalesce(p.name, c.mentee) as mentee, c.import_no, i.file_name as file, c.row, c.mentee as mentee_id,
    (count(*) over ())::integer as listed
from counted as c
left join import as i using (import_no)
left join (select mentee as person, name from mentee) as p on p.person = c.mentee
where $viewer_role = 'ombudsman'
order by c.held_on, mentee, mentee_id
limit $most;
