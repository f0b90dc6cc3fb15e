-- What does each requirement row ask of each mentee in scope, and what is there? Grain: mentee, tier and requirement row.
-- reads: case_mentee, needed
-- makes: assessed_requirement
create or replace temp table assessed_requirement as
with rule_requirement as materialized (from rule_requirement($requirements))
select
    m.mentee, r.tier, r.tier_order, r.categories, r.levels, r.implied, r.minutes as required_minutes, n.have_minutes
from needed as n
join case_mentee as m using (mentee_no)
join rule_requirement as r using (requirement_no);
