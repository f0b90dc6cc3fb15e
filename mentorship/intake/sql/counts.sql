-- How many rows of this import were accepted, replaced or unchanged, and how many have problems?
-- reads: outcome, parsed_row
select
    (select count(*) from parsed_row)::integer as row_count,
    (select count(*) from outcome where outcome = 'accepted')::integer as accepted,
    (select count(*) from outcome where outcome = 'replaced')::integer as replaced,
    (select count(*) from outcome where outcome = 'unchanged')::integer as unchanged,
    (select count(*) from parsed_row where len(problems) > 0)::integer as problem_rows;
