-- How was a file read? Of its imports the latest; the file is known by the beginning of its SHA-256. One value.
-- reads: import, import_options
select t.options
from import_options as t
join import as i using (import_no)
where left(i.sha256, 12) = $of_file
order by t.import_no desc
limit 1;
