-- Which session paid for which tier is kept by numbers alone. It can be worked out again: the assessment is made anew when
-- it is next asked for.
-- makes: allocation, assessment

truncate assessment;
drop table allocation;

create table allocation (
    import_no integer,
    row integer,
    tier_order smallint,
    minutes integer
);
