-- Clear what is stored of the mentees in scope, under their names then and now.
-- reads: affected_key, case_mentee
-- makes: affected_mentee, allocation, category_credit, decision, further_record, mentee_alias, requirement_minutes
-- makes: tier_progress

create or replace temp table affected_mentee as
select mentee from mentee_alias semi join affected_key using (mentee_key)
union
select mentee from case_mentee;

delete from allocation
using (select import_no, row from decision where mentee in (select mentee from affected_mentee)) as d
where allocation.import_no = d.import_no and allocation.row = d.row;
delete from decision where mentee in (select mentee from affected_mentee);
delete from tier_progress where mentee in (select mentee from affected_mentee);
delete from requirement_minutes where mentee in (select mentee from affected_mentee);
delete from category_credit where mentee in (select mentee from affected_mentee);
delete from further_record where mentee in (select mentee from affected_mentee);
delete from mentee_alias where mentee in (select mentee from affected_mentee);
