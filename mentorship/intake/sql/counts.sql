-- How did the rows of this import end?
select
    (select count(*) from reading)::integer as row_count,
    (select count(*) from outcome where outcome = 'accepted')::integer as accepted,
    (select count(*) from outcome where outcome = 'replaced')::integer as replaced,
    (select count(*) from outcome where outcome = 'unchanged')::integer as unchanged,
    (select count(*) from reading where len(complaints) > 0)::integer as problem_rows;
