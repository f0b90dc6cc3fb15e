-- How many rows of the import are new, replace an older version, or are unchanged, and how many changes are there to list?
-- reads: changed
select
    count(distinct row) filter (change = 'added')::integer as added,
    count(distinct row) filter (change = 'replaced')::integer as replaced,
    count(distinct row) filter (change = 'unchanged')::integer as unchanged,
    count(*) filter (change != 'unchanged')::integer as listed
from changed;
