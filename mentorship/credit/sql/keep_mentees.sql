-- Keep where each mentee in scope stands, with the rules and the day of judging.
-- reads: assessed_category, assessed_tier, case_alias, case_mentee, needed
-- makes: assessment, category_credit, mentee_alias, requirement_minutes, stale, tier_progress

insert into tier_progress by name select * from assessed_tier;
insert into requirement_minutes by name
select m.mentee, n.requirement_no, n.have_minutes
from needed as n
join case_mentee as m using (mentee_no);
insert into category_credit by name select * from assessed_category;
insert into mentee_alias by name select mentee_key, mentee, name from case_alias;

truncate stale;
truncate assessment;
insert into assessment values ($digest, $readings, $as_of, $assessed_at);
