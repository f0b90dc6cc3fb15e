-- What came in, and when? Grain: one row per import, the newest first. For the ombudsman.
select
    import_no, kind, file_name, profile, imported_by, imported_at, row_count, accepted, replaced, unchanged,
    problem_rows, is_sample, undone_at
from import
where $viewer_role = 'ombudsman'
order by import_no desc;
