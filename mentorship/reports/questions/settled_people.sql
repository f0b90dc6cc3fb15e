-- What was settled about who is whom, and holds? Grain: one row per link, the newest first. For the ombudsman.
-- reads: current_link, person, person_fact
select
    l.link_no, l.says, l.alias as one, a.name as one_name, l.person as other, p.name as other_name,
    l.reason, l.author, l.linked_on
from current_link as l
left join (
    select lower(coalesce(person, email)) as alias, any_value(name) as name from person_fact group by all
) as a on a.alias = l.alias
left join person as p on p.person = l.person
where $viewer_role = 'ombudsman'
order by l.link_no desc;
