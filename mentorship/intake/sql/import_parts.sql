-- The imports that came from one file and are not undone, the newest first. Grain: one row per import.
-- reads: import
select import_no, kind
from import
where part_of = $part_of and undone_at is null
order by import_no desc;
