-- The file is imported, so its refusal no longer matters.
-- makes: refused_file
delete from refused_file where folder = $folder and file_name = $file_name;
