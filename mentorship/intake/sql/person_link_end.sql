-- Where do the links of an id or e-mail lead? One value: itself where it has no link.
-- reads: current_link, link
with recursive
link as (
    select alias, lower(arg_max(person, link_no)) as person_key from current_link where says = 'same' group by alias
),
led as (
    select $alias as alias
    union
    select l.person_key from led join link as l using (alias)
)
select coalesce(min(alias), $alias) from led where alias not in (select alias from link);
