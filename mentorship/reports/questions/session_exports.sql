-- What came in, and when? Grain: one row per import, the newest first. For the ombudsman.
-- reads: import, open_problem
select
    import_no, kind, file_name, profile, imported_by, imported_at, row_count, accepted, replaced, unchanged,
    problem_rows, (select count(*) from open_problem as o where o.import_no = i.import_no)::integer as rows_to_fix,
    is_sample, undone_at
from import as i
where $viewer_role = 'ombudsman'
order by import_no desc;
