-- Of how many sessions of a mentor could a rating have come in: those of files with a column for it? One number.
-- reads: import, led_session
select count(*)::integer as sessions
from led_session as d
join import as i using (import_no)
where d.mentor = $mentor
    and (json_exists(i.settings, '$.places.rating') or json_exists(i.settings, '$.fill.rating'))
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and d.mentor = $viewer_person));
