-- The file is taken in: what was said of it before is over.
delete from refused_file where folder = $folder and file_name = $file_name;
