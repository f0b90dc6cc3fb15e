-- How many minutes are credited although our data do not say whether somebody was certified? One row. For the ombudsman.
-- reads: decision
select coalesce(sum(credited_minutes), 0)::integer as minutes
from decision
where len(unverified) > 0 and $viewer_role = 'ombudsman';
