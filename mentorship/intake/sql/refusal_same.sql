-- Was this file refused before, with the same sentence? One value.
-- reads: refused_file
select count(*) > 0
from refused_file
where folder = $folder and file_name = $file_name and sha256 is not distinct from $sha256
  and read_as = $read_as and message = $message;
