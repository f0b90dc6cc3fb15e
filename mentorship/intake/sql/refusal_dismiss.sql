-- Somebody has seen the refusal. It is remembered, so that the file is not tried again.
-- makes: refused_file
update refused_file set dismissed_at = $dismissed_at, dismissed_by = $dismissed_by
where folder = $folder and file_name = $file_name;
