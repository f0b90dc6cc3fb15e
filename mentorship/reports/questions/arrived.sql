-- What came in since a moment? Grain: one row per import that holds, the newest first. For the ombudsman.
-- reads: import
select import_no, kind, file_name, imported_by, imported_at, accepted, replaced, problem_rows
from import
where $viewer_role = 'ombudsman' and undone_at is null and imported_at > $since
order by import_no desc;
