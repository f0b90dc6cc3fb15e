-- What does import $import_no change among people, against the imports before it? Grain: one row per person that is new or
-- unchanged, and one per column that differs. People are compared column by column, as they are put together
-- (people_rebuild.sql): the value before is that of the newest older row with the column, if there is one.
-- reads: import, m, person, person_alias, person_fact
-- makes: changed

create or replace temp table changed as
with
-- Whose row it is; an e-mail is enough where it names one person.
version as (
    select f.*, lower(coalesce(a.person, f.person, f.email)) as person_key, i.precedence, i.file_name
    from person_fact as f
    join import as i using (import_no)
    left join person_alias as a on a.alias = coalesce(lower(f.person), f.email)
),
mine as (
    select * from version where import_no = $import_no
),
older as (
    select v.*
    from version as v
    where v.import_no != $import_no and v.person_key in (select person_key from mine)
        and v.precedence < (select any_value(precedence) from mine)
),
value as (
    select
        import_no, row, person_key, precedence, file_name, columns,
        unnest([
            {'column_name': 'name', 'value': name},
            {'column_name': 'email', 'value': email},
            {'column_name': 'country', 'value': country},
            {'column_name': 'registered_on', 'value': registered_on::varchar},
            {'column_name': 'mentor_since', 'value': mentor_since::varchar},
            {'column_name': 'mentor_until', 'value': mentor_until::varchar},
            {'column_name': 'techniques_certified_on', 'value': techniques_certified_on::varchar},
            {'column_name': 'diplomate_certified_on', 'value': diplomate_certified_on::varchar},
            {'column_name': 'examiner', 'value': as_yes(examiner)},
            {'column_name': 'courses', 'value': array_to_string(courses, '; ')},
            {'column_name': 'languages', 'value': array_to_string(languages, '; ')},
            {'column_name': 'offers', 'value': array_to_string(offers, '; ')},
            {'column_name': 'contact', 'value': contact}
        ], recursive := true)
    from (select * from mine union all select * from older)
),
field as (
    select *
    from value
    where list_contains(columns, column_name)
        -- A blank cell clears a column, but not who somebody is.
        and (value is not null or column_name not in ('name', 'email', 'country'))
),
differs as (
    select m.row, m.column_name, o.value as was, m.value as is_now, o.import_no as was_import, o.file_name as was_file,
        o.row as was_row
    from (select * from field where import_no = $import_no) as m
    asof left join (select * from field where import_no != $import_no) as o
        on o.person_key = m.person_key and o.column_name = m.column_name and o.precedence < m.precedence
    where o.value is distinct from m.value
)
select
    m.row, coalesce(p.name, m.name, m.person, m.email) as whose,
    null::date as held_on, null::varchar as activity, null::varchar as session_id,
    d.was_import, d.was_file, d.was_row,
    case when k.person_key is null then 'added' when d.row is null then 'unchanged' else 'replaced' end as change,
    d.column_name, d.was, d.is_now
from mine as m
left join (select distinct person_key from older) as k on k.person_key = m.person_key
left join differs as d on d.row = m.row and k.person_key is not null
left join person as p on lower(p.person) = m.person_key;
