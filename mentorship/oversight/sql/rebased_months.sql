-- From which months on has a chart new limits? Grain: one row per mentor (none: the whole programme) and month.
-- reads: person_alias, rebasing
select distinct coalesce(a.person, r.mentor) as mentor, date_trunc('month', r.from_month)::date as month
from rebasing as r
left join person_alias as a on a.alias = lower(r.mentor)
where r.withdrawn_on is null
order by all;
