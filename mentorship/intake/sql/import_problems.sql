-- The problems of one import, in the order of its rows. Grain: one row per problem.
-- reads: import, problem
select i.file_name, p.row, p.column_name, p.read, p.expected, p.message
from problem as p
join import as i using (import_no)
where p.import_no = $import_no
order by p.row, p.column_name;
