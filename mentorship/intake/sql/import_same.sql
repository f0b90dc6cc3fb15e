-- Has a file with these bytes been imported and not undone?
-- reads: import
select import_no, settings, row_count, problem_rows
from import
where sha256 = $sha256 and undone_at is null;
