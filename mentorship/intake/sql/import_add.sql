-- A new import: its number, and its place among imports (that of the first import of the same bytes).
insert into import by name
select
    coalesce(max(import_no), 0) + 1 as import_no,
    coalesce($part_of, max(import_no) + 1, 1) as part_of,
    coalesce(min(precedence) filter (sha256 = $sha256), coalesce(max(import_no), 0) + 1) as precedence,
    $kind as kind, $file_name as file_name, $sha256 as sha256, $profile as profile, $settings as settings,
    $headings as headings, $imported_by as imported_by, $imported_at as imported_at, $is_sample as is_sample
from import
returning import_no, precedence;
