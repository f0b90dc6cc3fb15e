-- Which file says what of one person? Grain: one row per column of the people data in which something is said, from the
-- newest row of a file that has the column; of several records that were merged, from the one that people_rebuild.sql takes
-- it from. For the ombudsman.
-- reads: current_link, import, person_alias, person_fact
with
version as (
    select f.*, i.precedence, i.file_name as file, i.headings, i.settings, string_split(f.original, chr(31)) as cells
    from person_fact as f
    join import as i using (import_no)
    left join person_alias as a on a.alias = coalesce(lower(f.person), f.email)
    where $viewer_role = 'ombudsman' and lower(coalesce(a.person, f.person, f.email)) = lower($person)
),
-- A row without an id belongs to the record whose e-mail it names.
owner as (
    select email, min(lower(person)) as record_key
    from version
    where person is not null and email is not null
        and email not in (select alias from current_link where says in ('same', 'apart'))
    group by email
    having count(distinct lower(person)) = 1
),
record as (
    select v.*, coalesce(lower(v.person), o.record_key, v.email) as record_key
    from version as v
    left join owner as o on v.person is null and o.email = v.email
),
said as (
    select
        import_no, file, row, precedence, columns, headings, settings, cells, record_key,
        max(precedence) over (partition by record_key) as newest,
        unnest([
            {'place': 1, 'column_name': 'name', 'value': name},
            {'place': 2, 'column_name': 'email', 'value': email},
            {'place': 3, 'column_name': 'country', 'value': country},
            {'place': 4, 'column_name': 'registered_on', 'value': registered_on::varchar},
            {'place': 5, 'column_name': 'mentor_since', 'value': mentor_since::varchar},
            {'place': 6, 'column_name': 'mentor_until', 'value': mentor_until::varchar},
            {'place': 7, 'column_name': 'techniques_certified_on', 'value': techniques_certified_on::varchar},
            {'place': 8, 'column_name': 'diplomate_certified_on', 'value': diplomate_certified_on::varchar},
            {'place': 9, 'column_name': 'examiner', 'value': case examiner when true then 'yes' when false then 'no' end},
            {'place': 10, 'column_name': 'courses', 'value': array_to_string(courses, '; ')},
            {'place': 11, 'column_name': 'languages', 'value': array_to_string(languages, '; ')},
            {'place': 12, 'column_name': 'offers', 'value': array_to_string(offers, '; ')},
            {'place': 13, 'column_name': 'contact', 'value': contact}
        ], recursive := true)
    from record
),
of_record as (
    select *
    from said
    where list_contains(columns, column_name) and (value is not null or column_name not in ('name', 'email', 'country'))
    qualify row_number() over (partition by record_key, column_name order by precedence desc, row) = 1
),
weighed as (
    select
        *,
        -- What one record leaves blank another one may say; only the last day as a mentor stands beside the first one.
        case when column_name = 'mentor_until'
            then bool_or(column_name = 'mentor_since' and value is not null) over (partition by record_key)
            else value is not null end as is_said
    from of_record
)
select
    column_name, value, import_no, file, row,
    -- The cell as it was read; none where it was filled in or worked out when the file came in.
    cells[nullif(json_extract(settings, '$.places.' || column_name)::integer, 0)] as as_written,
    headings[nullif(json_extract(settings, '$.places.' || column_name)::integer, 0)] as heading
from weighed
qualify row_number() over (
    partition by column_name order by is_said desc, record_key = lower($person) desc, newest desc, record_key desc) = 1
order by place;
