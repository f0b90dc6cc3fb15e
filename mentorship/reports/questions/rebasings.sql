-- Since when has a control chart new limits, and why? Grain: one row per decision that stands, the newest month first; of the
-- mentor (none: of the whole programme). For the ombudsman.
-- reads: person_alias, rebasing
select r.rebasing_no, r.from_month, r.reason, r.author, r.decided_on
from rebasing as r
left join person_alias as a on a.alias = lower(r.mentor)
where r.withdrawn_on is null and $viewer_role = 'ombudsman'
    and coalesce(a.person, r.mentor) is not distinct from $mentor
order by r.from_month desc, r.rebasing_no desc;
