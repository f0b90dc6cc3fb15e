-- Which files may SQL reach? Those of one folder, and DuckDB's own; nobody can change that afterwards.
set allowed_directories = $folder;
set enable_external_access = false;
set lock_configuration = true;
