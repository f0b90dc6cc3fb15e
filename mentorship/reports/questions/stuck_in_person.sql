-- Where do people lack nothing but what must be in person, and how many certified therapists are there? Grain: country.
-- reads: country_of, person, programme_person, stuck_mentee
with
stuck as (
    select coalesce(p.country, $not_told) as country, count(*)::integer as people, sum(person_key(s.mentee))::bigint as cell_key
    from stuck_mentee as s
    join programme_person as p using (mentee)
    where len(s.lacking) > 0 and list_has_all($in_person, s.lacking)
    group by all
),
therapist as (
    select coalesce(c.country, $not_told) as country, count(*)::integer as people, sum(person_key(p.person))::bigint as cell_key
    from person as p
    left join country_of as c on c.written = p.country
    where least(p.techniques_certified_on, p.diplomate_certified_on) <= $as_of
    group by all
)
select
    s.country, shown($viewer_role, s.people, s.cell_key) as people, is_hidden($viewer_role, s.people) as hidden,
    shown($viewer_role, coalesce(t.people, 0), t.cell_key) as therapists
from stuck as s
left join therapist as t using (country)
-- Which places and gaps there are would tell leadership of single people: small ones are left out.
where $viewer_role = 'ombudsman' or ($viewer_role = 'leadership' and not is_hidden($viewer_role, s.people))
order by s.country;
