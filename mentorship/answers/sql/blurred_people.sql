-- How many people are there, as the viewer may see it? One value, of a list of people.
with
person as (
    select unnest($people) as person
),
counted as (
    select count(*)::integer as people, sum(person_key(person))::bigint as cell_key from person
)
select shown($viewer_role, people, cell_key) from counted;
