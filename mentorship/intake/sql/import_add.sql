-- A new import, with its place among imports: that of the first import of the same bytes.
-- makes: import
insert into import by name
select
    $import_no as import_no, coalesce($part_of, $import_no) as part_of,
    coalesce((select min(precedence) from import where sha256 = $sha256), $import_no) as precedence,
    $kind as kind, $file_name as file_name, $sha256 as sha256, $profile as profile, $settings as settings,
    $headings as headings, $imported_by as imported_by, $imported_at as imported_at, $is_sample as is_sample;

select precedence from import where import_no = $import_no;
