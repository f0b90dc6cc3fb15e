-- How many mentees have been assessed? One number.
-- reads: mentee_alias
select count(distinct mentee) from mentee_alias;
