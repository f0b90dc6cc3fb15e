-- Replace what is kept of the mentees in scope, under their names of then and of now.

create or replace temp table touched_mentee as
select mentee from assessed_alias semi join touched_key using (mentee_key)
union
select mentee from case_mentee;

delete from decision where mentee in (select mentee from touched_mentee);
delete from tier_standing where mentee in (select mentee from touched_mentee);
delete from requirement_standing where mentee in (select mentee from touched_mentee);
delete from mentee_standing where mentee in (select mentee from touched_mentee);
delete from assessed_alias where mentee in (select mentee from touched_mentee);
