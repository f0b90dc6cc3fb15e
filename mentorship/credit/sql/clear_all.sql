-- Clear the stored assessment, to store a new one of everyone.
-- makes: allocation, category_credit, decision, further_record, mentee_alias, requirement, requirement_minutes
-- makes: tier_progress
truncate decision;
truncate tier_progress;
truncate requirement_minutes;
truncate requirement;
truncate category_credit;
truncate further_record;
truncate mentee_alias;
truncate allocation;
