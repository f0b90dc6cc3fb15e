-- Are there any people data? Grain: one row if there are.
-- reads: person
select 1 from person limit 1;
