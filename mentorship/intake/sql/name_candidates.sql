-- Who is named by name only, and who of the people data could that be? Grain: one row per name and candidate, the likeliest
-- first; one row without a candidate for a name that nobody's is like.
-- reads: parsed_row, person
with
named as (
    select mentee_name as name
    from parsed_row
    where mentee is null and mentee_name is not null
    union all
    select mentor_name
    from parsed_row
    where mentor is null and mentor_name is not null and list_contains(problems, 'mentor.blank')
),
asked as (
    select
        name, count(*)::integer as rows, plain_name(name) as plain, name_parts(plain) as parts,
        array_to_string(parts, ' ') as sorted
    from named
    group by name
    order by rows desc, name
    limit $most
),
known as (
    select person, name, plain_name(name) as plain, name_parts(plain) as parts, array_to_string(parts, ' ') as sorted
    from person
    where name is not null
),
alike as (
    select
        a.name, p.person, p.name as called,
        likeness_of(a.plain, a.parts, a.sorted, p.plain, p.parts, p.sorted) as likeness
    from asked as a
    join known as p on list_has_any(a.parts, p.parts) or is_misspelt(a.plain, p.plain)
    where likeness is not null
)
select a.name, a.rows, k.person, k.called, k.likeness.how as likeness
from asked as a
left join alike as k using (name)
qualify row_number() over (partition by a.name order by k.likeness.strength desc, k.called, k.person) <= $candidates
order by a.rows desc, a.name, k.likeness.strength desc, k.called, k.person;
