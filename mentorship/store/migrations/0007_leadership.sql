-- What leadership's numbers are blurred with, which sessions paid for which tier, and rule changes that were kept.
create table blurring (salt varchar);
insert into blurring values (uuid()::varchar);
create table allocation (mentee varchar, import_no integer, row integer, tier varchar, minutes integer);
create table rule_scenario (
    scenario_no integer, name varchar, amendments varchar, author varchar, kept_on date, withdrawn_on date
);
insert into number values ('rule_scenario', 0);
truncate assessment;
