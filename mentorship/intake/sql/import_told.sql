-- How was a file read, beyond what its rows say? By the beginning of its SHA-256; of its imports the latest.
select t.told
from import_told as t
join import as i using (import_no)
where left(i.sha256, 12) = $of_file
order by t.import_no desc
limit 1;
