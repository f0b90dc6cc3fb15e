-- Keep the verdicts and standings just worked out, and under which rules and as of which day.

insert into decision by name
select m.mentee, v.* exclude (mentee_no)
from verdict as v
join case_mentee as m using (mentee_no);

insert into tier_standing by name select * from stand_tier;
insert into requirement_standing by name select * from stand_requirement;
insert into mentee_standing by name select * from stand_mentee;
insert into assessed_alias by name select mentee_key, mentee, name from case_alias;

truncate stale;
truncate assessment;
insert into assessment values ($digest, $readings, $as_of, $assessed_at);
