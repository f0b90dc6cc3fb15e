-- Which rows of an import have problems and were not corrected since? Grain: one row per row, with everything that is wrong
-- with it, and the row of a file that it was at first.
-- reads: open_problem, problem
select p.original, string_agg(coalesce(p.column_name || ': ', '') || p.message, ' ' order by p.column_name) as message,
    any_value(o.of_file) as of_file, any_value(o.of_row) as of_row
from problem as p
join open_problem as o using (import_no, row)
where p.import_no::varchar = $import_id
group by p.row, p.original
order by p.row;
