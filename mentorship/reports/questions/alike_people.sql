-- Which two records could be one person? Grain: one row per pair, the likest first. For the ombudsman.
-- Two people of the people data are paired only by the very same name: each of them has been told apart by somebody.
-- reads: current_link, current_session, person, person_alias, person_fact
with
known as (
    select person, lower(person) as key, name, lower(email) as email, true as is_known
    from person
),
-- Those whom sessions name by an id or e-mail that the people data lack; of very many, those with most sessions.
unlisted as (
    select
        case when contains(key, '@') then key else min(called) end as person, key, any_value(name) as name,
        case when contains(key, '@') then key end as email, false as is_known
    from (
        select mentee as called, mentee_key as key, mentee_name as name from current_session
        union all
        select mentor, mentor_key, mentor_name from current_session where mentor_key is not null
    )
    where key not in (select alias from person_alias)
    group by key
    order by count(*) desc, key
    limit $most_unlisted
),
somebody as materialized (
    select *, plain_name(name) as plain from known
    union all
    select *, plain_name(name) as plain from unlisted
),
-- Names are compared once, however many people have them.
named as materialized (
    select plain, name_parts(plain) as parts, array_to_string(parts, ' ') as sorted, bool_or(not is_known) as has_unlisted
    from somebody
    where plain != ''
    group by plain
),
-- Only names that share a whole part are compared, and not by parts that half the world has.
part as materialized (
    select plain, has_unlisted, part
    from (select plain, has_unlisted, unnest(parts) as part from named)
    where length(part) > 1
    qualify count(*) over (partition by part) <= $most_with_part
),
near as (
    select distinct a.plain as one, b.plain as other
    from part as a
    join part as b using (part)
    where a.plain < b.plain and (a.has_unlisted or b.has_unlisted)
),
alike as (
    select one, other, likeness_of(a.plain, a.parts, a.sorted, b.plain, b.parts, b.sorted) as likeness
    from near
    join named as a on a.plain = near.one
    join named as b on b.plain = near.other
    union all
    select a.plain, b.plain, {'how': 'the same name but for the order', 'strength': 3}
    from named as a
    join named as b using (sorted)
    where a.plain < b.plain and not a.has_unlisted and not b.has_unlisted
    union all
    select plain, plain, {'how': 'the same name', 'strength': 3} from named
),
by_name as (
    select a.key as one, b.key as other, l.likeness.how as how, l.likeness.strength as strength
    from (
        select one, other, likeness from alike
        union all
        select other, one, likeness from alike where one != other
    ) as l
    join somebody as a on a.plain = l.one
    join somebody as b on b.plain = l.other
    where l.likeness is not null
        and (a.key < b.key and a.is_known = b.is_known or b.is_known and not a.is_known)
        and (l.likeness.strength = 3 or not (a.is_known and b.is_known))
),
-- An e-mail that a record had before, or that differs by a slip of the keys.
by_email as (
    select one, other, min(how) as how, 3 as strength
    from (
        select u.key as one, lower(a.person) as other, 'an e-mail that this record had before' as how
        from unlisted as u
        join person_fact as f on f.email = u.email and f.person is not null
        join person_alias as a on a.alias = lower(f.person)
        union all
        select u.key, k.key, 'e-mails almost alike'
        from unlisted as u
        join known as k on split_part(u.email, '@', 1) = split_part(k.email, '@', 1)
        where is_misspelt(u.email, k.email)
        union all
        select u.key, k.key, 'e-mails almost alike'
        from unlisted as u
        join known as k on split_part(u.email, '@', 2) = split_part(k.email, '@', 2) and left(u.email, 2) = left(k.email, 2)
        where is_misspelt(split_part(u.email, '@', 1), split_part(k.email, '@', 1))
    )
    group by one, other
),
pair as (
    select one, other, string_agg(how, '; ' order by strength desc, how) as evidence, sum(strength)::integer as strength
    from (select * from by_name union all select * from by_email)
    group by one, other
)
select
    a.person as one, a.name as one_name, a.email as one_email, a.is_known as one_is_known,
    b.person as other, b.name as other_name, b.email as other_email, b.is_known as other_is_known,
    p.evidence, p.strength
from pair as p
join somebody as a on a.key = p.one
join somebody as b on b.key = p.other
where $viewer_role = 'ombudsman'
    and not exists (
        select 1 from current_link as l
        where l.says = 'distinct'
            and ((l.alias = a.key and lower(l.person) = b.key) or (l.alias = b.key and lower(l.person) = a.key)))
order by not a.is_known desc, p.strength desc, one_name, one, other
limit $most;
