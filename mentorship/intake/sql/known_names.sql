-- Whom does a name alone mean? Whoever it was said to mean; else, where names may be matched, the one person of the
-- people data with that name. Grain: one row per name (as `name_key`).
-- reads: person
-- makes: known_name

create or replace temp table known_name as
with
told as (
    select name_key(name) as name, any_value(person) as person
    from (select unnest(from_json($people, '[{"name": "varchar", "person": "varchar"}]'), recursive := true))
    group by all
),
only_one as (
    select name_key(name) as name, any_value(person) as person
    from person
    where $match_names and name is not null
    group by all
    having count(*) = 1
)
select name, person from told
union all
select name, person from only_one where name not in (select name from told);
