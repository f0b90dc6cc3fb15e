-- Who hosted the meeting of a report, by the name that the lines above give or by the role: e-mail and name. At most one row.
-- reads: raw
select cell_text(cells[$at_mentee], null), cell_text(cells[$at_mentee_name], null)
from raw
where name_key(cell_text(cells[$at_mentee_name], null)) = name_key(nullif($host_name, ''))
    or list_contains($organisers, lower(cell_text(cells[$at_role], null)))
order by cells[$at_mentee] = '', row
limit 1;
