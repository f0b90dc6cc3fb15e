-- Which files of watched folders could not be taken in by themselves? Grain: one row per file, the newest first.
-- Not those dismissed, nor those brought in since. For the ombudsman.
-- reads: import, refused_file
select folder, file_name, message, refused_at
from refused_file as r
where $viewer_role = 'ombudsman'
  and dismissed_at is null
  and not exists (from import as i where i.sha256 = r.sha256)
order by refused_at desc, file_name;
